//! What keeps the rest of a crate compiling when a model has a mistake.
//!
//! The table is not there: which columns it has is what is not known.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Ident, ItemStruct};

use super::{attributes, companion};
use crate::driver::Added;
use crate::paths::Root;

pub(in crate::model) fn stub(item: &ItemStruct) -> Added {
    let root = Root::default();
    let private = root.private();
    if !item.generics.params.is_empty() {
        return Added { attrs: quote!(#[derive(#private::Fields)]), ..Added::default() };
    }
    let (vis, ident) = (&item.vis, &item.ident);
    let companions = [companion(ident, "Create"), companion(ident, "Update")];
    let row = expand_shown(&root, ident);
    let companions = companions.iter().map(|name| {
        let input = expand_input(&root, name);
        quote! {
            #[doc(hidden)]
            #[allow(dead_code)]
            #vis struct #name {}
            #input
        }
    });
    Added { attrs: attributes(&root), items: quote!(#row #(#companions)*) }
}

fn expand_schema(root: &Root, ident: &Ident) -> TokenStream {
    quote! {
        impl #root::JsonSchema for #ident {
            fn schema(_: &mut #root::schema::Schemas) -> #root::schema::Schema {
                loop {}
            }
        }
    }
}

fn expand_shown(root: &Root, ident: &Ident) -> TokenStream {
    let serde = root.private();
    let schema = expand_schema(root, ident);
    quote! {
        impl ::core::fmt::Debug for #ident {
            fn fmt(&self, _: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                loop {}
            }
        }
        impl #serde::serde::Serialize for #ident {
            fn serialize<__S: #serde::serde::Serializer>(
                &self,
                _: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                loop {}
            }
        }
        #schema
        impl #root::http::Output for #ident {}
    }
}

fn expand_input(root: &Root, ident: &Ident) -> TokenStream {
    let private = root.private();
    let schema = expand_schema(root, ident);
    quote! {
        impl<'de> #private::serde::Deserialize<'de> for #ident {
            fn deserialize<__D: #private::serde::Deserializer<'de>>(
                _: __D,
            ) -> ::core::result::Result<Self, __D::Error> {
                loop {}
            }
        }
        impl #root::validate::Validate for #ident {
            fn validate(&self, _: &mut #root::validate::Violations) {}
        }
        #schema
        impl #root::http::Input for #ident {}
    }
}
