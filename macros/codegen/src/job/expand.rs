//! The items beside a job: the type of its name, and what a worker needs to run it.
//!
//! Nothing can fail here, and nothing is decided: the runtime does the work.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{Ident, Visibility};

use super::ir::Job;
use crate::names::bare;
use crate::paths::{Root, located};
use crate::rule::duration;

/// All the items. For `async fn announce(id: i64, db: Db) -> Result<()>`:
///
/// ```ignore
/// struct announce {}
/// impl announce { fn enqueue<'a>(executor: impl Executor + 'a, payload: i64) -> BoxFuture<'a, Result<JobId>> { … } }
/// impl Job for announce { type Payload = i64; type Resources = (Db,); const SPEC: JobSpec = …; … }
/// inventory::submit! { <announce as Job>::SPEC }
/// ```
pub(super) fn expand_job(job: &Job) -> TokenStream {
    let companion = expand_companion(job);
    let implementation = expand_impl(job);
    let Job { root, ident, cfg, .. } = job;
    let private = root.private();
    quote! {
        #companion
        #implementation
        #(#cfg)*
        #private::inventory::submit! { <#ident as #root::job::Job>::SPEC }
    }
}

/// After a mistake: the names that other code calls.
pub(super) fn expand_stub(vis: &Visibility, ident: &Ident) -> TokenStream {
    let root = Root::default();
    quote! {
        #[doc(hidden)]
        #[allow(dead_code, non_camel_case_types)]
        #vis struct #ident {}
        #[allow(dead_code)]
        impl #ident {
            #[doc(hidden)]
            #vis async fn enqueue<X, P>(_: X, _: P) -> #root::Result<#root::job::JobId> {
                loop {}
            }
        }
    }
}

fn expand_companion(job: &Job) -> TokenStream {
    let Job { root, cfg, vis, ident, payload, .. } = job;
    let private = root.private();
    let name = bare(ident);
    let about = format!("The job [`{name}`](fn@{ident}), to be queued.");
    quote_spanned! {located(ident)=>
        #[doc = #about]
        #(#cfg)*
        #[allow(dead_code, non_camel_case_types)]
        #vis struct #ident {}

        #(#cfg)*
        #[allow(dead_code)]
        impl #ident {
            /// Queues the job, as part of the transaction when given one: it runs after the commit,
            /// or not at all. It acts for the one for whom the calling code does.
            ///
            /// # Errors
            ///
            /// When the payload cannot be written as JSON or the database refuses it.
            #vis fn enqueue<'a>(
                executor: impl #root::db::Executor + 'a,
                payload: #payload,
            ) -> #private::job::BoxFuture<'a, #root::Result<#root::job::JobId>> {
                #private::job::enqueue::<Self>(executor, payload)
            }

            /// The job on behalf of this one, whoever the running code acts for.
            #vis fn as_actor(actor: &#root::policy::Actor) -> #root::job::As<Self> {
                #root::job::As::actor(actor)
            }

            /// The job on behalf of nobody.
            #vis fn as_nobody() -> #root::job::As<Self> {
                #root::job::As::nobody()
            }

            /// The job on behalf of the application itself, which its policy lets in.
            #vis fn as_application() -> #root::job::As<Self> {
                #root::job::As::application()
            }
        }
    }
}

fn expand_impl(job: &Job) -> TokenStream {
    let Job { root, cfg, ident, payload, resources, .. } = job;
    let private = root.private();
    let spec = expand_spec(job);
    let span = located(ident);
    let cx = Ident::new("cx", Span::mixed_site());
    let resource = resources
        .iter()
        .map(|ty| quote_spanned!(located(ty)=> <#ty as #root::job::Resource<#root::job::JobContext>>::resource(#cx)?));
    let names: Vec<Ident> =
        (0..resources.len()).map(|i| format_ident!("r{i}", span = Span::mixed_site())).collect();
    let output =
        job.output.as_ref().map_or_else(|| quote_spanned!(span=> ()), ToTokens::to_token_stream);
    let reply = located(&output);
    let result = quote_spanned!(reply=> <#output as #private::job::Reply>::into_result);
    quote_spanned! {span=>
        #(#cfg)*
        impl #root::job::Job for #ident {
            type Payload = #payload;
            type Resources = (#(#resources,)*);
            const SPEC: #root::job::JobSpec = #spec;

            fn resources(#cx: &#root::job::JobContext) -> #root::Result<Self::Resources> {
                let _ = #cx;
                ::core::result::Result::Ok((#(#resource,)*))
            }

            async fn run(
                payload: Self::Payload,
                (#(#names,)*): Self::Resources,
            ) -> #root::Result<()> {
                #result(#ident(payload, #(#names),*).await)
            }
        }
    }
}

/// The declaration as a constant: only what was declared is set.
fn expand_spec(job: &Job) -> TokenStream {
    let Job { root, ident, .. } = job;
    let name = bare(ident);
    let queue = job.queue.as_ref().map(|queue| quote!(.with_queue(#queue)));
    let retries = job.retries.map(|retries| quote!(.with_retries(#retries)));
    let backoff = job.backoff.map(|backoff| {
        let backoff = backoff.tokens(root);
        quote!(.with_backoff(#backoff))
    });
    let timeout = job.timeout.map(|timeout| {
        let timeout = duration::tokens(timeout);
        quote!(.with_timeout(#timeout))
    });
    let policy = job.policy.as_ref().map(|policy| {
        let policy = policy.tokens(root);
        quote!(.with_policy(#policy))
    });
    let spec = quote! {
        #root::job::JobSpec::new::<Self>(
            ::core::concat!(::core::module_path!(), "::", #name)
        )
        #queue #retries #backoff #timeout #policy
    };
    let Job { resources, .. } = job;
    if resources.is_empty() {
        return spec;
    }
    let private = root.private();
    quote! {
        {
            #[allow(unused_imports)]
            use #private::job::traits::*;
            #spec.with_actor(&[#(#private::job::Needs::<#resources>::ACTOR),*])
        }
    }
}
