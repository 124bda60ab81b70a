//! The declaration as constant data, from which everything else is derived.
//!
//! It says nothing twice: what the types of arguments and replies know is asked of them.

use proc_macro2::{Literal, TokenStream};
use quote::{quote, quote_spanned};

use super::{handler, optional};
use crate::names::bare;
use crate::paths::{at_start, located};
use crate::route::ir::Route;
use crate::rule::cors::Cors;
use crate::rule::duration;
use crate::rule::priority::Priority;
use crate::rule::rate::RateKey;

/// A `RouteSpec`.
pub(super) fn expand(route: &Route) -> TokenStream {
    let Route { root, ident, method, path, hidden, .. } = route;
    let private = root.private();
    let (name, text) = (bare(ident), &path.text);
    let policy = route.policy.tokens(root);
    let summary = route.summary.as_deref().unwrap_or(&route.docs.summary);
    let description = &route.docs.text;
    let tag = optional(route.tag.as_ref().map(|tag| quote!(#tag)));
    let status = optional(route.status.as_ref().map(|(status, _)| quote!(#status)));
    let deprecated = expand_deprecated(route);
    let limits = expand_limits(route);
    let audit = optional(route.audit.as_ref().map(|action| quote!(#action)));
    let cors = expand_cors(route);
    let csp = optional(route.csp.as_ref().map(|policy| quote!(#policy)));
    let segments = path.segments.iter().filter_map(|segment| {
        let ty = route.segment_type(segment)?;
        Some(quote_spanned!(located(ty)=> #private::http::SegmentSpec::of::<#ty, _>(#segment)))
    });
    let arguments = route.extracted().map(|ty| {
        let source = handler::expand_source(route, ty);
        at_start(ty, quote!(#private::http::argument_spec(&|| #source)))
    });
    let transaction = route.has_transaction().then(|| quote!(#private::http::TRANSACTION,));
    let outcome = handler::expand_outcome(route);
    let reply = quote!(#private::http::reply_spec(&|| #outcome));
    let reply = at_start(route.reply_type(), reply);
    let handle = handler::expand_call(route);
    quote! {
        #root::http::RouteSpec {
            name: #name,
            module: ::core::module_path!(),
            file: ::core::file!(),
            line: ::core::line!(),
            method: #root::http::Method::#method,
            path: #text,
            policy: #policy,
            summary: #summary,
            description: #description,
            tag: #tag,
            status: #status,
            deprecated: #deprecated,
            hidden: #hidden,
            limits: #limits,
            audit: #audit,
            cors: #cors,
            csp: #csp,
            segments: &[#(#segments),*],
            arguments: &[#(#arguments,)* #transaction],
            reply: #reply,
            handle: #handle,
        }
    }
}

fn expand_deprecated(route: &Route) -> TokenStream {
    let private = route.root.private();
    optional(route.deprecated.map(|(since, sunset)| {
        let since = Literal::i64_unsuffixed(since.timestamp());
        let sunset = optional(sunset.map(|date| {
            let text = date.http();
            quote!(#text)
        }));
        quote!(#private::http::Deprecated { since: #since, sunset: #sunset })
    }))
}

fn expand_limits(route: &Route) -> TokenStream {
    let private = route.root.private();
    let body = optional(route.body_limit.map(|size| quote!(#size)));
    let timeout = optional(route.timeout.map(duration::tokens));
    let rates = route.rate_limits.iter().map(|rate| {
        let (count, per) = (rate.count, duration::tokens(rate.per));
        let burst = optional(rate.burst.map(|burst| quote!(#burst)));
        let key = match &rate.key {
            RateKey::Ip => quote!(Ip),
            RateKey::Actor => quote!(Actor),
            RateKey::Key => quote!(Key),
            RateKey::Header(name) => quote!(Header(#name)),
        };
        quote! {
            #private::http::RateLimit {
                count: #count,
                per: #per,
                burst: #burst,
                key: #private::http::LimitKey::#key,
            }
        }
    });
    let priority = optional(route.priority.map(|priority| {
        let variant = match priority {
            Priority::Background => quote!(Background),
            Priority::Normal => quote!(Normal),
            Priority::Critical => quote!(Critical),
        };
        quote!(#private::http::Priority::#variant)
    }));
    quote! {
        #private::http::Limits { body: #body, timeout: #timeout, rates: &[#(#rates),*], priority: #priority }
    }
}

fn expand_cors(route: &Route) -> TokenStream {
    let private = route.root.private();
    optional(route.cors.as_ref().map(|cors| {
        let variant = match cors {
            Cors::Nobody => quote!(Nobody),
            Cors::Everybody => quote!(Everybody),
            Cors::Origins(origins) => quote!(Origins(&[#(#origins),*])),
        };
        quote!(#private::http::Cors::#variant)
    }))
}
