//! `PostUpdate`: what is changed of a row.
//!
//! ```text
//! #[derive(Clone, Default, Deserialize)]
//! pub struct PostUpdate { pub title: Option<String>, pub author_id: Option<i64> }
//! impl PostUpdate { pub fn author_id(self, value: i64) -> Self { … } }
//! impl Post { pub async fn update(&self, x: impl Executor, change: PostUpdate) -> … { … } }
//! ```

use proc_macro2::TokenStream;
use quote::quote;

use super::super::ir::{Column, Model, Writer};
use super::create::{derives, docs, expand_input, present, rename};
use super::{companion, expand_debug, held, message, time};
use crate::names::{bare, hidden};
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
    let (item, setters) = (expand_struct(model), expand_setters(model));
    let (changes, update) = (expand_changes(model), expand_update(model));
    quote!(#item #setters #changes #update #input #debug #validate #schema)
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
    let changes = changes_of(model);
    let stale = model.version().map(|_| {
        let text = " - `precondition_failed` if the row was changed since it was read";
        quote!(#[doc = #text])
    });
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
                #private::model::update(x, self, #changes(change)).await
            }
        }
    }
}

/// The function that says what a change assigns, for every statement that changes rows.
fn expand_changes(model: &Model) -> TokenStream {
    let Model { root, ident, .. } = model;
    let private = root.private();
    let name = companion(ident, "Update");
    let role = hidden(ident, "changes");
    let given = model.changes().map(|column| {
        let Column { field, name, .. } = column;
        let held = if column.nullable { quote!(optional) } else { quote!(value) };
        quote! {
            changes.give(
                #name,
                ::core::option::Option::map(self.#field, #private::model::#held),
            );
        }
    });
    let touched = model.columns.iter().filter(|column| column.writer == Writer::UpdatedAt);
    let touched = touched.map(|column| {
        let time = time(root, &column.ty, &quote!(#private::model::now()));
        let (name, held) = (&column.name, held(model, column, &time));
        quote!(changes.touch(#name, #held);)
    });
    quote! {
        impl #name {
            fn #role(self) -> #private::model::Changes {
                let mut changes = #private::model::Changes::new();
                #(#given)*
                #(#touched)*
                changes
            }
        }
    }
}

/// The path of that function.
pub(super) fn changes_of(model: &Model) -> TokenStream {
    let (name, changes) = (companion(&model.ident, "Update"), hidden(&model.ident, "changes"));
    quote!(#name::#changes)
}
