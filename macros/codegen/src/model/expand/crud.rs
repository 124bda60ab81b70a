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
use super::{deleted, key_type, live, path};
use crate::names::bare;

pub(super) fn expand(model: &Model) -> TokenStream {
    let ident = &model.ident;
    let (query, find, delete) = (expand_queries(model), expand_find(model), expand_delete(model));
    let deleted = model.soft_delete.as_ref().map(|_| deleted::expand(model));
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
            #private::model::count::<Self>(x).await
        }
    }
}

fn expand_find(model: &Model) -> TokenStream {
    let Model { root, vis, .. } = model;
    let private = root.private();
    let ty = key_type(model);
    quote! {
        /// The row with this key.
        ///
        /// # Errors
        /// - `not_found` if there is none
        /// - `unavailable` if the database is busy
        #vis async fn find(x: impl #root::db::Executor, key: #ty) -> #root::Result<Self> {
            #private::model::find(x, key).await
        }

        /// The row with this key, if there is one.
        ///
        /// # Errors
        /// - `unavailable` if the database is busy
        #vis async fn find_optional(
            x: impl #root::db::Executor,
            key: #ty,
        ) -> #root::Result<::core::option::Option<Self>> {
            #private::model::find_optional(x, key).await
        }

        /// Whether there is a row with this key.
        ///
        /// # Errors
        /// - `unavailable` if the database is busy
        #vis async fn exists(
            x: impl #root::db::Executor,
            key: #ty,
        ) -> #root::Result<::core::primitive::bool> {
            #private::model::exists::<Self>(x, key).await
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
    let path = path(model, column);
    let value = quote!(#private::model::value::<#ty>(::core::convert::Into::into(#field)));
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
            #private::model::find_by::<Self, #path>(x, #value).await
        }

        #[doc = #about_optional]
        ///
        /// # Errors
        /// - `unavailable` if the database is busy
        #vis async fn #find_optional(
            x: impl #root::db::Executor,
            #field: impl ::core::convert::Into<#ty>,
        ) -> #root::Result<::core::option::Option<Self>> {
            #private::model::find_optional_by::<Self, #path>(x, #value).await
        }
    }
}

fn expand_delete(model: &Model) -> TokenStream {
    let Model { root, vis, .. } = model;
    let private = root.private();
    let (delete, about) = match &model.soft_delete {
        Some(field) => {
            let at = deleted::at(model, field);
            (quote!(mark(x, self, #at)), "Marks the row as deleted.")
        }
        None => (quote!(delete(x, self)), "Deletes the row."),
    };
    quote! {
        #[doc = #about]
        ///
        /// # Errors
        /// - `not_found` if it has gone already
        /// - `conflict` if other rows refer to it
        /// - `unavailable` if the database is busy
        #vis async fn delete(&self, x: impl #root::db::Executor) -> #root::Result<()> {
            #private::model::#delete.await
        }
    }
}
