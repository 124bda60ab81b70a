//! The methods that find and delete rows.
//!
//! ```text
//! impl Post {
//!     pub fn query() -> posts::table { … }
//!     pub async fn find(x: impl Executor, key: i64) -> Result<Self> { … }
//!     pub async fn find_by_slug(x: impl Executor, slug: impl Into<String>) -> Result<Self> { … }
//!     pub async fn delete(&self, x: impl Executor) -> Result<()> { … }
//! }
//! ```

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::super::ir::{Column, Model};
use super::path;
use crate::names::bare;

pub(super) fn expand(model: &Model) -> TokenStream {
    let ident = &model.ident;
    let (query, delete) = (expand_queries(model), expand_delete(model));
    let key = model.key().map(|column| expand_find(model, column));
    let unique = model.unique().map(|column| expand_find_by(model, column));
    quote! {
        #[allow(dead_code)]
        impl #ident { #query #(#key)* #(#unique)* #delete }
    }
}

fn expand_queries(model: &Model) -> TokenStream {
    let Model { root, vis, table, .. } = model;
    quote! {
        /// All rows, as a query to be narrowed.
        #[must_use]
        #vis fn query() -> #table::table {
            #table::table
        }

        /// The number of all rows.
        ///
        /// # Errors
        /// - `unavailable` if the database is busy
        #vis async fn count(
            x: impl #root::db::Executor,
        ) -> #root::Result<::core::primitive::u64> {
            #root::db::RunQuery::total(#table::table, x).await
        }
    }
}

fn expand_find(model: &Model, key: &Column) -> TokenStream {
    let Model { root, vis, table, .. } = model;
    let private = root.private();
    let ty = &key.ty;
    let row = quote!(#private::diesel::QueryDsl::find(#table::table, key));
    quote! {
        /// The row with this key.
        ///
        /// # Errors
        /// - `not_found` if there is none
        /// - `unavailable` if the database is busy
        #vis async fn find(x: impl #root::db::Executor, key: #ty) -> #root::Result<Self> {
            #private::model::found(#root::db::RunQuery::optional(#row, x)).await
        }

        /// The row with this key, if there is one.
        ///
        /// # Errors
        /// - `unavailable` if the database is busy
        #vis async fn find_optional(
            x: impl #root::db::Executor,
            key: #ty,
        ) -> #root::Result<::core::option::Option<Self>> {
            #root::db::RunQuery::optional(#row, x).await
        }

        /// Whether there is a row with this key.
        ///
        /// # Errors
        /// - `unavailable` if the database is busy
        #vis async fn exists(
            x: impl #root::db::Executor,
            key: #ty,
        ) -> #root::Result<::core::primitive::bool> {
            #root::db::RunQuery::exists(#row, x).await
        }
    }
}

fn expand_find_by(model: &Model, column: &Column) -> TokenStream {
    let Model { root, vis, table, .. } = model;
    let private = root.private();
    let Column { field, ty, .. } = column;
    let name = bare(field);
    let find = format_ident!("find_by_{name}", span = field.span());
    let find_optional = format_ident!("find_by_{name}_optional", span = field.span());
    let about = format!("The row with this `{name}`.");
    let about_optional = format!("The row with this `{name}`, if there is one.");
    let column_path = path(model, column);
    let value = quote!(::core::convert::Into::<#ty>::into(#field));
    let value = if column.nullable {
        quote!(#root::model::bind_nullable(::core::option::Option::Some(#value)))
    } else {
        quote!(#root::model::bind(#value))
    };
    let row = quote! {
        #private::diesel::QueryDsl::filter(
            #table::table,
            #private::diesel::ExpressionMethods::eq(#column_path, #value),
        )
    };
    quote! {
        #[doc = #about]
        ///
        /// # Errors
        /// - `not_found` if there is none
        /// - `unavailable` if the database is busy
        #vis async fn #find(
            x: impl #root::db::Executor,
            #field: impl ::core::convert::Into<#ty>,
        ) -> #root::Result<Self> {
            let row = #row;
            #private::model::found(#root::db::RunQuery::optional(row, x)).await
        }

        #[doc = #about_optional]
        ///
        /// # Errors
        /// - `unavailable` if the database is busy
        #vis async fn #find_optional(
            x: impl #root::db::Executor,
            #field: impl ::core::convert::Into<#ty>,
        ) -> #root::Result<::core::option::Option<Self>> {
            let row = #row;
            #root::db::RunQuery::optional(row, x).await
        }
    }
}

fn expand_delete(model: &Model) -> TokenStream {
    let Model { root, vis, table, .. } = model;
    let private = root.private();
    let key = model.key().map(|column| &column.field);
    quote! {
        /// Deletes the row.
        ///
        /// # Errors
        /// - `not_found` if it has gone already
        /// - `conflict` if other rows refer to it
        /// - `unavailable` if the database is busy
        #vis async fn delete(&self, x: impl #root::db::Executor) -> #root::Result<()> {
            let key = ::core::clone::Clone::clone(&self.#(#key)*);
            let row = #private::diesel::QueryDsl::find(#table::table, key);
            let statement = #private::diesel::delete(row);
            #private::model::delete::<Self, _>(x, statement).await
        }
    }
}
