//! What clients may ask of a model.
//!
//! ```text
//! impl Filterable for Post {}
//! impl Sortable for Post { type Slots = (Slot<i64>, (Slot<String>, ())); fn sort_text(…) … }
//! ```

use proc_macro2::TokenStream;
use quote::quote;

use super::super::ir::{Column, Model};

pub(super) fn expand(model: &Model) -> TokenStream {
    let Model { root, ident, columns, .. } = model;
    let filter = columns.iter().any(|column| column.filter).then(|| {
        quote! {
            #[automatically_derived]
            impl #root::model::Filterable for #ident {}
        }
    });
    let sort = columns.iter().any(|column| column.sort).then(|| expand_sort(model));
    quote!(#filter #sort)
}

/// `(On<String>, (On<bool>, ()))`: a condition on each column that clients may filter by.
pub(super) fn conditions(model: &Model) -> TokenStream {
    let Model { root, columns, .. } = model;
    let filtered = columns.iter().rev().filter(|column| column.filter);
    filtered.fold(quote!(()), |rest, Column { ty, .. }| quote!((#root::model::On<#ty>, #rest)))
}

/// What an order can have, and what a row has there.
fn expand_sort(model: &Model) -> TokenStream {
    let Model { root, ident, columns, .. } = model;
    let private = root.private();
    let sorted: Vec<&Column> = columns.iter().filter(|column| column.sort || column.key).collect();
    let slots = sorted
        .iter()
        .rev()
        .fold(quote!(()), |rest, Column { ty, .. }| quote!((#root::model::Slot<#ty>, #rest)));
    let texts = sorted
        .iter()
        .enumerate()
        .map(|(at, Column { field, .. })| quote!(#at => #private::model::sort_text(&self.#field),));
    quote! {
        #[automatically_derived]
        impl #root::model::Sortable for #ident {
            type Slots = #slots;

            fn sort_text(
                &self,
                at: ::core::primitive::usize,
            ) -> ::core::option::Option<::std::string::String> {
                match at {
                    #(#texts)*
                    _ => ::core::option::Option::None,
                }
            }
        }
    }
}
