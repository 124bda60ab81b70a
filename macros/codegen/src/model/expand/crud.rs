//! The methods that find and delete rows.
//!
//! ```text
//! impl Post {
//!     pub fn query() -> posts::table { … }
//!     pub fn visible_to<P>(actor: &Actor) -> Filter<posts::table, Scope<Self>> { … }
//!     pub async fn find(x: impl Executor, key: i64) -> Result<Self> { … }
//!     pub async fn find_by_slug(x: impl Executor, slug: impl Into<String>) -> Result<Self> { … }
//!     pub async fn delete(&self, x: impl Executor) -> Result<()> { … }
//! }
//! ```

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::super::ir::{Column, Model};
use super::{deleted, key_type, live, locked, own_key, own_row, path, row};
use crate::names::{bare, hidden};

pub(super) fn expand(model: &Model) -> TokenStream {
    let ident = &model.ident;
    let (query, find, delete) = (expand_queries(model), expand_find(model), expand_delete(model));
    let deleted = model.soft_delete.as_ref().map(|field| deleted::expand(model, field));
    let unique = model.unique().map(|column| expand_find_by(model, column));
    quote! {
        #[allow(dead_code)]
        impl #ident { #query #find #(#unique)* #delete #deleted }
    }
}

fn expand_queries(model: &Model) -> TokenStream {
    let Model { root, vis, .. } = model;
    let private = root.private();
    let (live, ty) = (live(model), deleted::query_type(model));
    let about = match model.soft_delete {
        Some(_) => "All rows that are not deleted, as a query to be narrowed.",
        None => "All rows, as a query to be narrowed.",
    };
    quote! {
        #[doc = #about]
        #[must_use]
        #vis fn query() -> #ty {
            #live
        }

        /// The rows that a policy accepts for an actor, as a query to be narrowed:
        /// `visible_to::<own_post>(&actor)`.
        #[must_use]
        #vis fn visible_to<__P>(
            actor: &#root::policy::Actor,
        ) -> #private::diesel::dsl::Filter<#ty, #root::model::Scope<Self>>
        where
            __P: #root::model::Scoped<#root::policy::Actor, Resource = Self>,
        {
            #private::diesel::QueryDsl::filter(Self::query(), __P::scope(actor))
        }

        /// The number of all rows.
        ///
        /// # Errors
        /// - `unavailable` if the database is busy
        #vis async fn count(
            x: impl #root::db::Executor,
        ) -> #root::Result<::core::primitive::u64> {
            #root::db::RunQuery::total(Self::query(), x).await
        }
    }
}

fn expand_find(model: &Model) -> TokenStream {
    let Model { root, vis, .. } = model;
    let private = root.private();
    let (ty, row) = (key_type(model), row(model, &quote!(key)));
    let row_of = hidden(&model.ident, "row");
    quote! {
        /// Proven here to load, so that whoever reads a row by its key has nothing to prove.
        #[doc(hidden)]
        fn #row_of(key: #ty) -> impl #root::db::Load<Self> {
            #row
        }

        /// The row with this key.
        ///
        /// # Errors
        /// - `not_found` if there is none
        /// - `unavailable` if the database is busy
        #vis async fn find(x: impl #root::db::Executor, key: #ty) -> #root::Result<Self> {
            #private::model::found(#private::model::single(Self::#row_of(key), x)).await
        }

        /// The row with this key, if there is one.
        ///
        /// # Errors
        /// - `unavailable` if the database is busy
        #vis async fn find_optional(
            x: impl #root::db::Executor,
            key: #ty,
        ) -> #root::Result<::core::option::Option<Self>> {
            #private::model::single(Self::#row_of(key), x).await
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
    let Model { root, vis, .. } = model;
    let private = root.private();
    let Column { field, ty, .. } = column;
    let name = bare(field);
    let find = format_ident!("find_by_{name}", span = field.span());
    let find_optional = format_ident!("find_by_{name}_optional", span = field.span());
    let about = format!("The row with this `{name}`.");
    let about_optional = format!("The row with this `{name}`, if there is one.");
    let column_path = path(model, column);
    let value = quote!(#field);
    let value = if column.nullable {
        quote!(#root::model::bind_nullable(::core::option::Option::Some(#value)))
    } else {
        quote!(#root::model::bind(#value))
    };
    let row = quote! {
        #private::diesel::QueryDsl::filter(
            Self::query(),
            #private::diesel::ExpressionMethods::eq(#column_path, #value),
        )
    };
    let row_of = hidden(&column.field, "row");
    quote! {
        #[doc(hidden)]
        fn #row_of(#field: #ty) -> impl #root::db::Load<Self> {
            #row
        }

        #[doc = #about]
        ///
        /// # Errors
        /// - `not_found` if there is none
        /// - `unavailable` if the database is busy
        #vis async fn #find(
            x: impl #root::db::Executor,
            #field: impl ::core::convert::Into<#ty>,
        ) -> #root::Result<Self> {
            let row = Self::#row_of(::core::convert::Into::into(#field));
            #private::model::found(#private::model::single(row, x)).await
        }

        #[doc = #about_optional]
        ///
        /// # Errors
        /// - `unavailable` if the database is busy
        #vis async fn #find_optional(
            x: impl #root::db::Executor,
            #field: impl ::core::convert::Into<#ty>,
        ) -> #root::Result<::core::option::Option<Self>> {
            let row = Self::#row_of(::core::convert::Into::into(#field));
            #private::model::single(row, x).await
        }
    }
}

fn expand_delete(model: &Model) -> TokenStream {
    let Model { root, vis, .. } = model;
    let private = root.private();
    let key = own_key(model);
    let row = own_row(model, &quote!(key));
    let (statement, about) = match &model.soft_delete {
        Some(field) => (deleted::mark(model, field, &row), "Marks the row as deleted."),
        None => (quote!(#private::diesel::delete(#row)), "Deletes the row."),
    };
    let delete = locked(model, &quote!(#private::model::delete::<Self, _>(x, statement)));
    quote! {
        #[doc = #about]
        ///
        /// # Errors
        /// - `not_found` if it has gone already
        /// - `conflict` if other rows refer to it
        /// - `unavailable` if the database is busy
        #vis async fn delete(&self, x: impl #root::db::Executor) -> #root::Result<()> {
            let key = #key;
            let statement = #statement;
            #delete
        }
    }
}
