//! The item beside a seeder: its registration.
//!
//! Nothing can fail here, and nothing is decided: the runtime does the work.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Ident, Path};

use super::ir::Seeder;
use crate::names::bare;
use crate::paths::{Root, located};

/// The registration. For `#[seeder(after(users))] async fn posts(db: Db) -> Result<()>`:
///
/// ```ignore
/// inventory::submit! {
///     SeederSpec::new("posts", module_path!(), function(&posts), |cx| {
///         let call = posts(<Db as Resource<SeedContext>>::resource(cx)?);
///         begin(async move { <Result<()> as Reply>::into_result(call.await) })
///     })
///     .with_after(&[function(&users)])
/// }
/// ```
pub(super) fn expand_seeder(seeder: &Seeder) -> TokenStream {
    let Seeder { root, cfg, ident, after, .. } = seeder;
    let private = root.private();
    let name = bare(ident);
    let own = Path::from(ident.clone());
    let function = expand_function(root, &own);
    let start = expand_start(seeder);
    let after = (!after.is_empty()).then(|| {
        let after = after.iter().map(|path| expand_function(root, path));
        quote!(.with_after(&[#(#after),*]))
    });
    quote! {
        #(#cfg)*
        #private::inventory::submit! {
            #root::seed::SeederSpec::new(#name, ::core::module_path!(), #function, #start) #after
        }
    }
}

/// What tells a function from all others.
fn expand_function(root: &Root, path: &Path) -> TokenStream {
    let private = root.private();
    quote_spanned!(located(path)=> #private::seed::function(&#path))
}

/// Finds the arguments and calls the function.
fn expand_start(seeder: &Seeder) -> TokenStream {
    let Seeder { root, ident, resources, output, .. } = seeder;
    let private = root.private();
    let span = located(ident);
    let (cx, call) = (Ident::new("cx", Span::mixed_site()), Ident::new("call", Span::mixed_site()));
    let arguments = resources.iter().map(|ty| {
        quote_spanned! {located(ty)=>
            <#ty as #root::seed::Resource<#root::seed::SeedContext>>::resource(#cx)?
        }
    });
    let output =
        output.as_ref().map_or_else(|| quote_spanned!(span=> ()), ToTokens::to_token_stream);
    let reply = located(&output);
    let result = quote_spanned!(reply=> <#output as #private::seed::Reply>::into_result);
    quote_spanned! {span=>
        |#cx| {
            let _ = #cx;
            let #call = #ident(#(#arguments),*);
            #private::seed::begin(async move { #result(#call.await) })
        }
    }
}
