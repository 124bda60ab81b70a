//! `PostUpdate`: what is changed of a row.
//!
//! ```text
//! #[derive(Clone, Default, Deserialize)]
//! pub struct PostUpdate { pub title: Option<String>, pub author_id: Option<i64> }
//! impl PostUpdate { pub fn author_id(self, value: i64) -> Self { … } }
//! impl Post { pub async fn update(&self, x: impl Executor, change: PostUpdate) -> … { … } }
//! ```

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::super::ir::{Column, Model, Writer};
use super::create::{assign_now, derives, docs, expand_input, expand_now, present, rename};
use super::{any_row, assign, companion, expand_debug, locked, message, own_key, own_row};
use crate::names::{bare, hidden};
use crate::paths::located;
use crate::shape::{expand_schema, expand_validate};

pub(super) fn expand(model: &Model) -> TokenStream {
    // The rows of a table of keys come and go; nobody changes them.
    if model.changes().next().is_none() {
        return TokenStream::new();
    }
    let shape = message::of_update(model);
    let (validate, schema) = (expand_validate(&shape), expand_schema(&shape));
    let name = companion(&model.ident, "Update");
    let header = quote!(impl ::core::fmt::Debug for #name);
    let debug = expand_debug(&header, &name.to_string(), model.changes());
    let input = expand_input(model, &name);
    let (item, setters, update) =
        (expand_struct(model), expand_setters(model), expand_update(model));
    quote!(#item #setters #update #input #debug #validate #schema)
}

fn expand_struct(model: &Model) -> TokenStream {
    let Model { vis, ident, .. } = model;
    let name = companion(ident, "Update");
    let client = model.client_changes().map(|column| {
        let present = present(model, column);
        let (rename, field, docs, ty) =
            (rename(column), &column.field, docs(column), column.field_type());
        quote! {
            #docs
            #rename
            #[serde(default, deserialize_with = #present)]
            #vis #field: ::core::option::Option<#ty>,
        }
    });
    let server = model.server_changes().map(|column| {
        let (field, docs, ty) = (&column.field, docs(column), column.field_type());
        quote!(#docs #[serde(skip)] #vis #field: ::core::option::Option<#ty>,)
    });
    let about = format!("What is changed of a [`{}`]: `None` stays as it is.", bare(ident));
    let derives = derives(model);
    quote! {
        #[doc = #about]
        #derives
        #[derive(::core::default::Default)]
        #vis struct #name { #(#client)* #(#server)* }
    }
}

fn expand_setters(model: &Model) -> TokenStream {
    let Model { vis, ident, .. } = model;
    let name = companion(ident, "Update");
    let setters = model.server_changes().map(|column| {
        let (field, ty) = (&column.field, column.field_type());
        let about = format!("Changes `{}`, which no client does.", bare(field));
        quote! {
            #[doc = #about]
            #[must_use]
            #vis fn #field(mut self, value: #ty) -> Self {
                self.#field = ::core::option::Option::Some(value);
                self
            }
        }
    });
    let fields = model.changes().map(|column| &column.field);
    quote! {
        #[allow(dead_code)]
        impl #name {
            #(#setters)*

            /// Whether nothing is changed.
            #vis fn is_empty(&self) -> ::core::primitive::bool {
                true #(&& ::core::option::Option::is_none(&self.#fields))*
            }
        }
    }
}

fn expand_update(model: &Model) -> TokenStream {
    let Model { root, vis, ident, .. } = model;
    let private = root.private();
    let name = companion(ident, "Update");
    let key = own_key(model);
    let (row, reread) = (own_row(model, &quote!(key)), expand_reread(model));
    let update = locked(model, &quote!(#private::model::update(x, statement, reread)));
    let stale = model.version().map(|_| {
        let text = " - `precondition_failed` if the row was changed since it was read";
        quote!(#[doc = #text])
    });
    let now = expand_now(model);
    let values = model.columns.iter().filter_map(|column| value(model, column));
    quote! {
        #[allow(dead_code)]
        impl #ident {
            /// Changes the row and gives it as it is now; with nothing to change, as it is.
            ///
            /// # Errors
            /// - `not_found` if the row has gone
            #stale
            /// - `conflict` if another row has the value of a unique column
            /// - `invalid` if a value breaks a rule of its column or refers to nothing
            /// - `unavailable` if the database is busy
            #vis async fn update(
                &self,
                x: impl #root::db::Executor,
                change: #name,
            ) -> #root::Result<Self> {
                let key = #key;
                if change.is_empty() {
                    return Self::find(x, key).await;
                }
                #now
                let again = ::core::clone::Clone::clone(&key);
                let reread = #reread;
                let statement = #private::diesel::update(#row).set((#(#values,)*));
                #update
            }
        }
    }
}

/// The changed row, which may be one that is deleted.
fn expand_reread(model: &Model) -> TokenStream {
    if model.soft_delete.is_some() {
        return any_row(model, &quote!(again));
    }
    let row_of = hidden(&model.ident, "row");
    quote!(Self::#row_of(again))
}

/// What an update of a row assigns to a column.
pub(super) fn value(model: &Model, column: &Column) -> Option<TokenStream> {
    match column.writer {
        _ if column.key => None,
        Writer::Key | Writer::CreatedAt | Writer::DeletedAt => None,
        Writer::Version => {
            let (private, ty, field) = (model.root.private(), &column.ty, &column.field);
            let next = quote_spanned!(located(ty)=> <#ty as #private::model::VersionType>::next);
            Some(assign(model, column, &quote!(#next(&self.#field))))
        }
        Writer::UpdatedAt => Some(assign_now(model, column)),
        Writer::Client | Writer::Server => {
            let field = &column.field;
            let assigned = assign(model, column, &quote!(value));
            Some(quote!(::core::option::Option::map(change.#field, |value| #assigned)))
        }
    }
}
