//! Many rows at once, and rows that may be there already.
//!
//! ```text
//! impl Post {
//!     pub async fn create_many(x: impl Executor, new: impl IntoIterator<Item = PostCreate>) -> Result<Vec<Self>> { … }
//!     pub async fn upsert(x: impl Executor, new: PostCreate) -> Result<Self> { … }
//!     pub async fn upsert_many(x: impl Executor, new: impl IntoIterator<Item = PostCreate>) -> Result<Vec<Self>> { … }
//!     pub async fn upsert_by_slug(x: impl Executor, new: PostCreate) -> Result<Self> { … }
//!     pub async fn upsert_many_by_slug(x: impl Executor, new: impl IntoIterator<Item = PostCreate>) -> Result<Vec<Self>> { … }
//!     pub async fn update_many(x: impl Executor, keys: impl IntoIterator<Item = i64>, change: PostUpdate) -> Result<u64> { … }
//!     pub async fn delete_many(x: impl Executor, keys: impl IntoIterator<Item = i64>) -> Result<u64> { … }
//! }
//! ```

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::super::ir::{Column, Model, Writer};
use super::create::{generics, row_of};
use super::update::changes_of;
use super::{companion, deleted, key_type};
use crate::names::bare;

pub(super) fn expand(model: &Model) -> TokenStream {
    let ident = &model.ident;
    let (create, put) = (expand_create(model), expand_put(model));
    let upserts =
        model.unique().filter(|column| !column.nullable).map(|column| expand_upsert(model, column));
    let (update, delete) = (expand_update(model), expand_delete(model));
    quote! {
        #[allow(dead_code)]
        impl #ident { #create #put #(#upserts)* #update #delete }
    }
}

fn expand_create(model: &Model) -> TokenStream {
    let Model { root, vis, ident, .. } = model;
    let private = root.private();
    let name = companion(ident, "Create");
    let (generics, arguments) = generics(model);
    let row = row_of(model);
    quote! {
        /// Creates many rows in few statements, and gives them in no order. Inside of a
        /// transaction they are created together or not at all.
        ///
        /// # Errors
        /// - `conflict` if another row has the value of a unique column
        /// - `invalid` if a value breaks a rule of its column or refers to nothing
        /// - `unavailable` if the database is busy
        #vis async fn create_many #generics (
            x: impl #root::db::Executor,
            new: impl ::core::iter::IntoIterator<Item = #name #arguments>,
        ) -> #root::Result<::std::vec::Vec<Self>> {
            #private::model::create_many(x, new, #row).await
        }
    }
}

/// By the key, where it is given.
fn expand_put(model: &Model) -> Option<TokenStream> {
    // A deleted row has its key still, and is not to come back by this.
    let is_given = model.columns.iter().all(|column| column.writer != Writer::Key);
    if !is_given || model.soft_delete.is_some() {
        return None;
    }
    let Model { root, vis, ident, .. } = model;
    let private = root.private();
    let name = companion(ident, "Create");
    let (generics, arguments) = generics(model);
    let row = row_of(model);
    Some(quote! {
        /// Creates a row, or changes the one with the same key to what is given.
        ///
        /// # Errors
        /// - `conflict` if another row has the value of a unique column
        /// - `invalid` if a value breaks a rule of its column or refers to nothing
        /// - `unavailable` if the database is busy
        #vis async fn upsert #generics (
            x: impl #root::db::Executor,
            new: #name #arguments,
        ) -> #root::Result<Self> {
            #private::model::put(x, new, #row).await
        }

        /// Creates rows, or changes those with the same keys to what is given, in few statements.
        ///
        /// No two of them may have the same key: PostgreSQL refuses that, on others the last one counts. They
        /// are given in no order; inside of a transaction they are written together or not at all.
        ///
        /// # Errors
        /// - `conflict` if another row has the value of a unique column
        /// - `invalid` if a value breaks a rule of its column or refers to nothing
        /// - `unavailable` if the database is busy
        #vis async fn upsert_many #generics (
            x: impl #root::db::Executor,
            new: impl ::core::iter::IntoIterator<Item = #name #arguments>,
        ) -> #root::Result<::std::vec::Vec<Self>> {
            #private::model::put_many(x, new, #row).await
        }
    })
}

fn expand_upsert(model: &Model, column: &Column) -> TokenStream {
    let Model { root, vis, ident, .. } = model;
    let private = root.private();
    let name = companion(ident, "Create");
    let (generics, arguments) = generics(model);
    let row = row_of(model);
    let (field, on, span) = (bare(&column.field), &column.name, column.field.span());
    let upsert = format_ident!("upsert_by_{field}", span = span);
    let upsert_many = format_ident!("upsert_many_by_{field}", span = span);
    let about =
        format!("Creates a row, or changes the one with the same `{field}` to what is given.");
    let about_many = format!(
        "Creates rows, or changes those with the same `{field}` to what is given, in few statements."
    );
    quote! {
        #[doc = #about]
        ///
        /// # Errors
        /// - `conflict` if another row has the value of another unique column
        /// - `invalid` if a value breaks a rule of its column or refers to nothing
        /// - `unavailable` if the database is busy
        #vis async fn #upsert #generics (
            x: impl #root::db::Executor,
            new: #name #arguments,
        ) -> #root::Result<Self> {
            #private::model::upsert(x, new, #row, #on).await
        }

        #[doc = #about_many]
        ///
        /// No two of them may have the same value: PostgreSQL refuses that, on others the last one
        /// counts. They are given in no order; inside of a transaction they are written together or not
        /// at all.
        ///
        /// # Errors
        /// - `conflict` if another row has the value of another unique column
        /// - `invalid` if a value breaks a rule of its column or refers to nothing
        /// - `unavailable` if the database is busy
        #vis async fn #upsert_many #generics (
            x: impl #root::db::Executor,
            new: impl ::core::iter::IntoIterator<Item = #name #arguments>,
        ) -> #root::Result<::std::vec::Vec<Self>> {
            #private::model::upsert_many(x, new, #row, #on).await
        }
    }
}

fn expand_update(model: &Model) -> Option<TokenStream> {
    model.changes().next()?;
    let Model { root, vis, ident, .. } = model;
    let private = root.private();
    let name = companion(ident, "Update");
    let key = key_type(model);
    let changes = changes_of(model);
    Some(quote! {
        /// Makes the same change to all rows with these keys in few statements, and gives their
        /// number. Inside of a transaction they are changed together or not at all.
        ///
        /// # Errors
        /// - `conflict` if another row has the value of a unique column
        /// - `invalid` if a value breaks a rule of its column or refers to nothing
        /// - `unavailable` if the database is busy
        #vis async fn update_many(
            x: impl #root::db::Executor,
            keys: impl ::core::iter::IntoIterator<Item = #key, IntoIter: ::core::marker::Send>
                + ::core::marker::Send,
            change: #name,
        ) -> #root::Result<::core::primitive::u64> {
            #private::model::update_many::<Self>(x, keys, #changes(change)).await
        }
    })
}

fn expand_delete(model: &Model) -> TokenStream {
    let Model { root, vis, .. } = model;
    let private = root.private();
    let key = key_type(model);
    let (delete, about) = match &model.soft_delete {
        Some(field) => {
            let at = deleted::at(model, field);
            (quote!(mark_many::<Self>(x, keys, #at)), "Marks all rows with these keys as deleted")
        }
        None => (quote!(delete_many::<Self>(x, keys)), "Deletes all rows with these keys"),
    };
    let about = format!("{about} in few statements, and gives their number.");
    quote! {
        #[doc = #about]
        ///
        /// # Errors
        /// - `conflict` if other rows refer to one of them
        /// - `unavailable` if the database is busy
        #vis async fn delete_many(
            x: impl #root::db::Executor,
            keys: impl ::core::iter::IntoIterator<Item = #key, IntoIter: ::core::marker::Send>
                + ::core::marker::Send,
        ) -> #root::Result<::core::primitive::u64> {
            #private::model::#delete.await
        }
    }
}
