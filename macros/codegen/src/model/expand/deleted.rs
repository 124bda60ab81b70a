//! What a model has beside the rest when its rows are only marked as deleted.
//!
//! ```text
//! impl Post {
//!     pub fn with_deleted() -> posts::table { … }
//!     pub async fn restore(&self, x: impl Executor) -> Result<Self> { … }
//! }
//! ```

use proc_macro2::TokenStream;
use quote::quote;
use syn::Ident;

use super::super::ir::Model;
use super::{held, time};

pub(super) fn expand(model: &Model) -> TokenStream {
    let Model { root, vis, table, .. } = model;
    let private = root.private();
    quote! {
        /// All rows, those that are deleted too, as a query to be narrowed.
        #[must_use]
        #vis fn with_deleted() -> #table::table {
            #table::table
        }

        /// Takes the deletion of the row back.
        ///
        /// # Errors
        /// - `not_found` if the row is not deleted
        /// - `conflict` if another row has the value of a unique column by now
        /// - `unavailable` if the database is busy
        #vis async fn restore(&self, x: impl #root::db::Executor) -> #root::Result<Self> {
            #private::model::restore(x, self).await
        }
    }
}

/// What is assigned to a row that is marked.
pub(super) fn at(model: &Model, field: &Ident) -> TokenStream {
    let private = model.root.private();
    let Some(column) = model.columns.iter().find(|column| column.field == *field) else {
        return quote!(#private::model::Changes::new());
    };
    let time = time(&model.root, &column.ty, &quote!(#private::model::now()));
    let held = held(model, column, &quote!(::core::option::Option::Some(#time)));
    let name = &column.name;
    quote!(#private::model::Changes::of(#name, #held))
}

/// The type of `query()`.
pub(super) fn query_type(model: &Model) -> TokenStream {
    let (private, table) = (model.root.private(), &model.table);
    match &model.soft_delete {
        None => quote!(#table::table),
        Some(field) => quote! {
            #private::diesel::dsl::Filter<
                #table::table,
                #private::diesel::dsl::IsNull<#table::#field>,
            >
        },
    }
}
