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
use syn::{Ident, Type};

use super::super::ir::Model;
use super::{any_row, own_key, time};

pub(super) fn expand(model: &Model, field: &Ident) -> TokenStream {
    let Model { root, vis, table, .. } = model;
    let private = root.private();
    let methods = quote!(#private::diesel::ExpressionMethods);
    let (key, row) = (own_key(model), any_row(model, &quote!(key)));
    let reread = any_row(model, &quote!(again));
    let ty = type_of(model, field);
    let never = quote!(#root::model::bind_nullable::<#ty>(::core::option::Option::None));
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
            let key = #key;
            let again = ::core::clone::Clone::clone(&key);
            let reread = #reread;
            let row = #private::diesel::QueryDsl::filter(
                #row,
                #methods::is_not_null(#table::#field),
            );
            let statement = #private::diesel::update(row)
                .set(#methods::eq(#table::#field, #never));
            #private::model::update(x, statement, reread).await
        }
    }
}

/// The statement that marks a row.
pub(super) fn mark(model: &Model, field: &Ident, row: &TokenStream) -> TokenStream {
    let Model { root, table, .. } = model;
    let private = root.private();
    let now = time(root, type_of(model, field), &quote!(#private::model::now()));
    quote! {
        #private::diesel::update(#row).set(#private::diesel::ExpressionMethods::eq(
            #table::#field,
            #root::model::bind_nullable(::core::option::Option::Some(#now)),
        ))
    }
}

/// The type of the column, without its `Option`.
fn type_of<'a>(model: &'a Model, field: &Ident) -> Option<&'a Type> {
    model.columns.iter().find(|column| column.field == *field).map(|column| &column.ty)
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
