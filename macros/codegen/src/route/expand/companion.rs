//! The type that bears a route's name: its address, and what generated code knows it by.
//!
//! It has no values.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use syn::{Type, Visibility};

use crate::item::function::Function;
use crate::names::{argument, bare};
use crate::paths::{Root, located};
use crate::route::ir::Route;
use crate::rule::path_template::PathTemplate;

pub(super) fn expand(route: &Route) -> TokenStream {
    let Route { root, cfg, vis, ident, path, .. } = route;
    let name = bare(ident);
    let about = format!(" The route [`{name}`](fn@{name}): `{} {}`.", route.method_name, path.text);
    let url = expand_url(root, vis, path, |name| route.segment_type(name));
    quote_spanned! {Span::mixed_site()=>
        #[doc = #about]
        #(#cfg)*
        #[allow(dead_code, non_camel_case_types)]
        #vis struct #ident {}

        #(#cfg)*
        #[allow(dead_code)]
        impl #ident {
            #url
        }
    }
}

fn expand_url<'t>(
    root: &Root,
    vis: &Visibility,
    path: &PathTemplate,
    segment_type: impl Fn(&str) -> Option<&'t Type>,
) -> TokenStream {
    let private = root.private();
    let span = Span::mixed_site();
    let names: Vec<Ident> = path.segments.iter().map(|name| argument(name, span)).collect();
    let types = path.segments.iter().map(|name| {
        if let Some(ty) = segment_type(name) {
            quote_spanned!(located(ty)=> impl #private::http::Fills<#ty>)
        } else {
            quote_spanned!(span=> impl ::core::fmt::Display)
        }
    });
    let text = &path.text;
    quote_spanned! {span=>
        /// The address of the route, with its path segments filled in and escaped.
        #[must_use]
        #vis fn url(#(#names: #types),*) -> ::std::string::String {
            #private::http::url(#text, &[#(&#names as &dyn ::core::fmt::Display),*])
        }
    }
}

/// After a mistake: the names that other code calls.
pub(in crate::route) fn expand_stub(
    root: &Root,
    item: &Function,
    path: Option<&PathTemplate>,
) -> TokenStream {
    let Function { vis, sig, .. } = item;
    let ident = &sig.ident;
    let cfg = item.conditions();
    let url = path.map(|path| expand_url(root, vis, path, |_| None));
    quote_spanned! {Span::mixed_site()=>
        #[doc(hidden)]
        #(#cfg)*
        #[allow(dead_code, non_camel_case_types)]
        #vis struct #ident {}

        #(#cfg)*
        #[allow(dead_code)]
        impl #ident {
            #url
        }
    }
}
