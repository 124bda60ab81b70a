//! Finding a row by a text, as a path segment does.
//!
//! ```text
//! impl ::ordain::model::Lookup for Post {
//!     const NAME: &'static str = "post";
//!     const COLUMNS: &'static [&'static str] = &["id", "slug"];
//!     fn lookup(db: &Db, column: &'static str, value: &str) -> … { … }
//! }
//! ```

use proc_macro2::TokenStream;
use quote::quote;

use super::super::ir::{Column, Model};
use super::path;
use crate::names::{bare, snake};

pub(super) fn expand(model: &Model) -> TokenStream {
    let Model { root, ident, .. } = model;
    let private = root.private();
    let ident_text = bare(ident);
    let name = snake(&ident_text);
    let columns: Vec<&Column> = model.single_key().into_iter().chain(model.unique()).collect();
    let names: Vec<String> = columns.iter().map(|column| bare(&column.field)).collect();
    let arms = columns.iter().zip(&names).map(|(column, name)| {
        let (ty, path) = (&column.ty, path(model, column));
        let value = quote!(#private::model::parse::<#ty>(#name, value)?);
        let find = if column.key {
            quote!(find_optional(db, #value))
        } else {
            quote!(find_optional_by::<Self, #path>(db, #private::model::value(#value)))
        };
        quote!(#name => #private::model::#find.await,)
    });
    quote! {
        #[automatically_derived]
        impl #root::model::Lookup for #ident {
            const NAME: &'static ::core::primitive::str = #name;
            const COLUMNS: &'static [&'static ::core::primitive::str] = &[#(#names),*];

            fn lookup(
                db: &#root::db::Db,
                column: &'static ::core::primitive::str,
                value: &::core::primitive::str,
            ) -> impl ::core::future::Future<
                Output = #root::Result<::core::option::Option<Self>>,
            > + ::core::marker::Send {
                async move {
                    match column {
                        #(#arms)*
                        _ => ::core::result::Result::Err(
                            #private::model::by_column(#ident_text, column),
                        ),
                    }
                }
            }
        }
    }
}
