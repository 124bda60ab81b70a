//! The items beside a route: the type of its name, its declaration as data, and the few lines that
//! take its arguments, call it and reply.
//!
//! Nothing can fail here. What needs types is asked of the compiler by generated code.

mod assertion;
mod companion;
mod handler;
mod spec;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::ir::Route;
use crate::paths::{at_own, located};

pub(super) use companion::expand_stub;

/// All the items. For `async fn show_post(post: Found<Post>) -> Post` on `/posts/{slug}`:
///
/// ```ignore
/// struct show_post {}
/// impl show_post { fn url(slug: impl Display) -> String { … } }
/// #[macro_export] macro_rules! duplicate_route_GET__posts___any { () => {} }
/// const _: () = {
///     fn handle<..>(call: Call, reply: F) -> Handling { … }
///     impl Route for show_post {
///         const SPEC: &'static RouteSpec = &RouteSpec { …, handle: |call| handle::<..>(call, …) };
///     }
///     inventory::submit! { RouteEntry(<show_post as Route>::SPEC) }
///     // one assertion for each thing that only the compiler knows
/// };
/// ```
pub(super) fn expand_route(route: &Route) -> TokenStream {
    let Route { root, cfg, ident, .. } = route;
    let private = root.private();
    let companion = companion::expand(route);
    let handle = handler::expand(route);
    let spec = spec::expand(route);
    let decides = expand_decides(route);
    let duplicate = expand_duplicate(route);
    let assertions = assertion::expand(route);
    quote! {
        #companion
        #duplicate
        #(#cfg)*
        const _: () = {
            #[allow(unused_imports)]
            use #private::http::traits::*;
            #handle
            impl #root::http::Route for #ident {
                const SPEC: &'static #root::http::RouteSpec = &#spec;
            }
            #private::inventory::submit! {
                #private::http::RouteEntry(<#ident as #root::http::Route>::SPEC)
            }
            #decides
            #assertions
        };
    }
}

/// What an `Authorized<T>` argument of the route may be.
fn expand_decides(route: &Route) -> Option<TokenStream> {
    let Route { root, ident, policy, .. } = route;
    let private = root.private();
    let objects = policy.objects();
    let (first, others) = objects.split_first()?;
    let same = others.iter().map(|other| {
        let call = quote!(#private::http::assert_same_resource::<#first, #other>());
        let call = at_own(other, call);
        quote!(const _: () = #call;)
    });
    Some(quote_spanned! {located(first)=>
        impl #private::http::DecidesOver<<#first as #root::policy::ObjectPolicy>::Resource> for #ident {}
        #(#same)*
    })
}

/// A macro that nobody calls: two of one name are a mistake in a crate, wherever they stand, and the
/// compiler shows both.
fn expand_duplicate(route: &Route) -> TokenStream {
    let Route { cfg, path, .. } = route;
    let name = format!("duplicate_route_{}{}", route.method_name, path.identifier());
    let name = Ident::new(&name, Span::call_site());
    let duplicate = quote! {
        #(#cfg)*
        #[doc(hidden)]
        #[macro_export]
        macro_rules! #name { () => {} }
    };
    at_own(&path.literal, duplicate)
}

fn optional(value: Option<TokenStream>) -> TokenStream {
    if let Some(value) = value {
        quote!(::core::option::Option::Some(#value))
    } else {
        quote!(::core::option::Option::None)
    }
}
