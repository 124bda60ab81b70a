//! `PostCreate`: what is given of a new row.
//!
//! ```text
//! #[derive(Clone, Deserialize)]
//! pub struct PostCreate<AuthorIdState = Missing> { pub title: String, pub author_id: AuthorIdState }
//! impl<AuthorIdState> PostCreate<AuthorIdState> {
//!     pub fn author_id(self, value: i64) -> PostCreate<Set<i64>> { … }
//! }
//! impl Post { pub async fn create<AuthorIdState: …>(x: impl Executor, …) -> Result<Self> { … } }
//! ```

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};

use super::super::ir::{Column, Model, Writer};
use super::{clock, companion, expand_debug, held, message, path, time};
use crate::names::{bare, hidden, pascal};
use crate::paths::located;
use crate::shape::{expand_schema, expand_validate};

pub(super) fn expand(model: &Model) -> TokenStream {
    let shape = message::of_create(model);
    let (validate, schema) = (expand_validate(&shape), expand_schema(&shape));
    let parts = [
        expand_struct(model),
        expand_setters(model),
        expand_row(model),
        expand_create(model),
        expand_input(model, &companion(&model.ident, "Create")),
    ];
    let debug = debug(model);
    quote!(#(#parts)* #debug #validate #schema)
}

/// `impl Input`: a body with a value that another row has already is refused with 409.
pub(super) fn expand_input(model: &Model, ident: &Ident) -> TokenStream {
    let root = &model.root;
    let unique = model.unique().filter(|column| column.writer == Writer::Client);
    let conflicts = unique.map(|column| &column.wire);
    quote! {
        #[automatically_derived]
        impl #root::http::Input for #ident {
            const CONFLICTS: &'static [&'static ::core::primitive::str] = &[#(#conflicts),*];
        }
    }
}

/// The attribute that tells serde a member's name, if it is not the field's.
pub(super) fn rename(column: &Column) -> Option<TokenStream> {
    let Column { field, wire, .. } = column;
    (bare(field) != *wire).then(|| quote!(#[serde(rename = #wire)]))
}

/// The derives of a companion.
pub(super) fn derives(model: &Model) -> TokenStream {
    let private = model.root.private();
    let serde = quote!(#private::serde).to_string().replace(' ', "");
    quote! {
        #[derive(::core::clone::Clone, #private::serde::Deserialize)]
        #[serde(crate = #serde, deny_unknown_fields)]
    }
}

/// The path of the function that takes `null` for a value, as serde wants it.
pub(super) fn present(model: &Model, column: &Column) -> String {
    let private = model.root.private();
    let present = if column.write.is_some() {
        quote!(#private::model::guarded)
    } else {
        quote!(#private::model::present)
    };
    present.to_string().replace(' ', "")
}

fn guarded_value(model: &Model) -> String {
    let private = model.root.private();
    quote!(#private::model::guarded_value).to_string().replace(' ', "")
}

fn expand_struct(model: &Model) -> TokenStream {
    let Model { root, vis, ident, .. } = model;
    let name = companion(ident, "Create");
    let client = model.client().map(|column| {
        let rename = rename(column);
        let (optional, default) = (column.nullable, column.default.is_some());
        let (present, guarded) = (present(model, column), guarded_value(model));
        let serde = match (optional, default) {
            (true, false) if column.write.is_some() => {
                Some(quote!(#[serde(default, deserialize_with = #guarded)]))
            }
            (_, true) => Some(quote!(#[serde(default, deserialize_with = #present)])),
            (true, false) => Some(quote!(#[serde(default)])),
            (false, false) => None,
        };
        let (field, ty, docs) = (&column.field, value_type(column), docs(column));
        quote!(#docs #rename #serde #vis #field: #ty,)
    });
    let server = model.server().map(|column| {
        let (field, docs) = (&column.field, docs(column));
        let ty = if column.is_required() {
            let state = state(column);
            quote!(#state)
        } else {
            value_type(column)
        };
        quote!(#docs #[serde(skip)] #vis #field: #ty,)
    });
    let states = model.required().map(state);
    let about = format!("What is given of a new [`{}`].", bare(ident));
    let derives = derives(model);
    quote! {
        #[doc = #about]
        #derives
        #vis struct #name<#(#states = #root::model::Missing),*> { #(#client)* #(#server)* }
    }
}

/// What the application gives is set by a method each; what it must give changes the type.
fn expand_setters(model: &Model) -> TokenStream {
    let Model { root, vis, ident, .. } = model;
    let name = companion(ident, "Create");
    let states: Vec<Ident> = model.required().map(state).collect();
    let setters = model.server().map(|column| {
        let Column { field, ty, .. } = column;
        let about = format!("Gives `{}`, which no client does.", bare(field));
        if !column.is_required() {
            let given = column.field_type();
            let value = if column.default.is_some() {
                quote!(::core::option::Option::Some(value))
            } else {
                quote!(value)
            };
            return quote! {
                #[doc = #about]
                #[must_use]
                #vis fn #field(mut self, value: #given) -> Self {
                    self.#field = #value;
                    self
                }
            };
        }
        let own = state(column);
        let given = quote!(#root::model::Set<#ty>);
        let after =
            states.iter().map(|state| if *state == own { given.clone() } else { quote!(#state) });
        let others = model.written().map(|column| &column.field).filter(|other| *other != field);
        quote! {
            #[doc = #about]
            #[must_use]
            #vis fn #field(self, value: #ty) -> #name<#(#after),*> {
                #name { #field: #root::model::Set(value), #(#others: self.#others),* }
            }
        }
    });
    quote! {
        #[allow(dead_code)]
        impl<#(#states),*> #name<#(#states),*> { #(#setters)* }
    }
}

fn expand_create(model: &Model) -> TokenStream {
    let Model { root, vis, ident, .. } = model;
    let private = root.private();
    let name = companion(ident, "Create");
    let (generics, arguments) = generics(model);
    let row = row_of(model);
    quote! {
        #[allow(dead_code)]
        impl #ident {
            /// Creates a row.
            ///
            /// # Errors
            /// - `conflict` if another row has the value of a unique column
            /// - `invalid` if a value breaks a rule of its column or refers to nothing
            /// - `unavailable` if the database is busy
            #vis async fn create #generics (
                x: impl #root::db::Executor,
                new: #name #arguments,
            ) -> #root::Result<Self> {
                #private::model::create(x, new, #row).await
            }
        }
    }
}

/// The function that makes a row of what is given, for every statement that creates rows.
fn expand_row(model: &Model) -> TokenStream {
    let Model { root, ident, .. } = model;
    let private = root.private();
    let name = companion(ident, "Create");
    let (generics, arguments) = generics(model);
    let (row, now) = (hidden(ident, "row"), clock());
    let values = model.columns.iter().map(|column| value(model, column));
    quote! {
        impl #generics #name #arguments {
            #[allow(unused_variables)]
            fn #row(
                self,
                #now: #private::model::Moment,
            ) -> #root::Result<#private::model::NewRow> {
                ::core::result::Result::Ok(#private::model::NewRow::new([#(#values),*]))
            }
        }
    }
}

/// The path of that function.
pub(super) fn row_of(model: &Model) -> TokenStream {
    let (name, row) = (companion(&model.ident, "Create"), hidden(&model.ident, "row"));
    quote!(#name::#row)
}

/// What must be given, as parameters and as arguments.
pub(super) fn generics(model: &Model) -> (TokenStream, TokenStream) {
    let states: Vec<Ident> = model.required().map(state).collect();
    let bounds = model.required().map(|column| given(model, column));
    (quote!(<#(#states: #bounds),*>), quote!(<#(#states),*>))
}

/// What is inserted into a column; nothing if the database gives it.
fn value(model: &Model, column: &Column) -> TokenStream {
    let private = model.root.private();
    let Column { field, ty, .. } = column;
    let value = match column.writer {
        Writer::DeletedAt => return quote!(::core::option::Option::None),
        Writer::Key => {
            let generate =
                quote_spanned!(located(ty)=> <#ty as #private::model::GeneratedKey>::generate);
            return quote!(::core::option::Option::map(#generate(), #private::model::value));
        }
        Writer::CreatedAt | Writer::UpdatedAt => time(&model.root, ty, &clock().to_token_stream()),
        Writer::Version => {
            quote_spanned!(located(ty)=> <#ty as #private::model::VersionType>::FIRST)
        }
        Writer::Server if column.is_required() => {
            let given = given(model, column);
            quote!(<_ as #given>::given(self.#field))
        }
        Writer::Client | Writer::Server => given_or_default(model, column),
    };
    let held = held(model, column, &value);
    quote!(::core::option::Option::Some(#held))
}

/// A default is written out, so that every insert has the same text, which the database prepares once.
fn given_or_default(model: &Model, column: &Column) -> TokenStream {
    let private = model.root.private();
    let Column { field, ty, nullable, default, .. } = column;
    let Some(default) = default else { return quote!(self.#field) };
    let text = default.text();
    let default = quote!(#private::model::default_value::<#ty>(#text)?);
    let default = if *nullable { quote!(::core::option::Option::Some(#default)) } else { default };
    quote! {
        match self.#field {
            ::core::option::Option::Some(value) => value,
            ::core::option::Option::None => #default,
        }
    }
}

fn debug(model: &Model) -> TokenStream {
    let name = companion(&model.ident, "Create");
    let states: Vec<Ident> = model.required().map(state).collect();
    let header = quote! {
        impl<#(#states: ::core::fmt::Debug),*> ::core::fmt::Debug for #name<#(#states),*>
    };
    expand_debug(&header, &name.to_string(), model.written())
}

/// The type of a value that may be left out, or not.
fn value_type(column: &Column) -> TokenStream {
    let ty = column.field_type();
    if column.default.is_some() { quote!(::core::option::Option<#ty>) } else { ty }
}

/// `AuthorIdState`: whether `author_id` was given.
fn state(column: &Column) -> Ident {
    format_ident!("{}State", pascal(&bare(&column.field)))
}

/// The bound of a state: that a value of the column was given.
fn given(model: &Model, column: &Column) -> TokenStream {
    let (root, ty, path) = (&model.root, &column.ty, path(model, column));
    quote!(#root::model::Given<#path, #ty>)
}

/// The doc comment of a column, for its field in a companion.
pub(super) fn docs(column: &Column) -> TokenStream {
    let text = if column.docs.is_empty() {
        format!("The column `{}`.", column.name)
    } else {
        column.docs.text.clone()
    };
    quote!(#[doc = #text])
}
