//! What only the compiler can judge, because it needs types: calls that are evaluated while the
//! route is compiled, and refuse.
//!
//! What is refused, and what is said of it, is written in the runtime; only what has the name of a
//! segment or a policy in it is said here.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::names::bare;
use crate::paths::at_own;
use crate::route::check::no_taker;
use crate::route::ir::Route;

pub(super) fn expand(route: &Route) -> TokenStream {
    let free: Vec<&String> =
        route.path.segments.iter().filter(|name| route.segment_type(name).is_none()).collect();
    let mut assertions = TokenStream::new();
    for name in &free {
        assertions.extend(expand_segment(route, name));
    }
    for (at, ty) in route.extracted().enumerate() {
        let private = route.root.private();
        let is_text = quote!(#private::http::Plain::<#ty>::IS_TEXT);
        let arguments = quote!(#at, &[#(#free),*], #is_text);
        assertions.extend(expand_check(route, ty, &quote!(argument), &arguments));
    }
    assertions.extend(expand_policy(route));
    if let Some((_, literal)) = &route.status {
        assertions.extend(expand_check(route, literal, &quote!(status), &TokenStream::new()));
    }
    assertions
}

/// A segment has one taker: an argument of its name, or one that loads a model by it.
fn expand_segment(route: &Route, name: &str) -> TokenStream {
    let (message, help) = no_taker(name);
    let none = format!(
        "{message}\nhelp: {help}, or one that loads a model by a key or unique column of that \
        name: `Found<Model>`"
    );
    let many = format!(
        "path segment `{{{name}}}` can be taken by more than one argument\n\
         help: say whose column it is: `{{user_{name}}}` is the `{name}` of a `User`"
    );
    expand_check(route, &route.path.literal, &quote!(segment), &quote!(#name, #none, #many))
}

/// A policy over a resource is only asked with the resource at hand.
fn expand_policy(route: &Route) -> Option<TokenStream> {
    let object = route.policy.objects().into_iter().next()?;
    let name = object.segments.last().map(|segment| bare(&segment.ident)).unwrap_or_default();
    let text = format!(
        "policy `{name}` decides over a resource, and the route takes none\n\
         help: take it as an argument: `Authorized<Model>`, found by a path segment"
    );
    Some(expand_check(route, object, &quote!(policy), &quote!(#text)))
}

/// The call alone stands at the user's tokens, so that the compiler shows them and no macro.
fn expand_check(
    route: &Route,
    place: &impl ToTokens,
    function: &TokenStream,
    arguments: &TokenStream,
) -> TokenStream {
    let Route { root, ident, .. } = route;
    let private = root.private();
    let spec = quote!(<#ident as #root::http::Route>::SPEC);
    let call = at_own(place, quote!(#private::http::check::#function(#spec, #arguments)));
    quote!(const _: () = #call;)
}
