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

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::super::ir::{Column, Model, Writer};
use super::{any_row, assign, companion, expand_debug, message, path, time};
use crate::names::{bare, pascal};
use crate::paths::located;
use crate::shape::{expand_schema, expand_validate};

pub(super) fn expand(model: &Model) -> TokenStream {
    let shape = message::of_create(model);
    let (validate, schema) = (expand_validate(&shape), expand_schema(&shape));
    let parts = [
        expand_struct(model),
        expand_setters(model),
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
    let Model { root, vis, ident, table, .. } = model;
    let private = root.private();
    let name = companion(ident, "Create");
    let states: Vec<Ident> = model.required().map(state).collect();
    let bounds = model.required().map(|column| given(model, column));
    let now = expand_now(model);
    let values = model
        .columns
        .iter()
        .filter(|column| !matches!(column.writer, Writer::Key | Writer::DeletedAt))
        .map(|column| value(model, column));
    let (given_key, generated) = (expand_given_key(model), expand_generated(model));
    quote! {
        #[allow(dead_code)]
        impl #ident {
            /// Creates a row.
            ///
            /// # Errors
            /// - `conflict` if another row has the value of a unique column
            /// - `invalid` if a value breaks a rule of its column or refers to nothing
            /// - `unavailable` if the database is busy
            #vis async fn create<#(#states: #bounds),*>(
                x: impl #root::db::Executor,
                new: #name<#(#states),*>,
            ) -> #root::Result<Self> {
                #now
                #given_key
                let values = (#(#values,)*);
                #generated
                let statement = #private::diesel::insert_into(#table::table).values(values);
                #private::model::insert(x, statement, reread).await
            }
        }
    }
}

/// The key joins the other values where the application makes it; either way, the row is found by
/// it.
fn expand_generated(model: &Model) -> Option<TokenStream> {
    let key = model.key().find(|column| column.writer == Writer::Key)?;
    let (private, path, ty, table) =
        (model.root.private(), path(model, key), &key.ty, &model.table);
    let insert = quote_spanned!(located(ty)=> <#ty as #private::model::GeneratedKey>::insert);
    Some(quote! {
        let (values, last) = #insert(#path, values);
        let reread = #private::diesel::QueryDsl::filter(
            #table::table,
            #private::diesel::ExpressionMethods::eq(#path, last),
        );
    })
}

/// A key that is given finds the row, too.
fn expand_given_key(model: &Model) -> Option<TokenStream> {
    if model.key().any(|column| column.writer == Writer::Key) {
        return None;
    }
    let parts = model.key().map(|column| {
        let (name, value) = (key_part(column), given_value(model, column));
        quote!(let #name = #value;)
    });
    let clones = model.key().map(|column| {
        let name = key_part(column);
        quote!(::core::clone::Clone::clone(&#name))
    });
    let clones: Vec<TokenStream> = clones.collect();
    let key =
        if model.single_key().is_some() { quote!(#(#clones)*) } else { quote!((#(#clones,)*)) };
    let reread = any_row(model, &quote!(key));
    Some(quote! {
        #(#parts)*
        let key = #key;
        let reread = #reread;
    })
}

/// The variable that holds a part of the key.
fn key_part(column: &Column) -> Ident {
    Ident::new(&format!("key_{}", bare(&column.field)), Span::mixed_site())
}

/// What was given for a column that has no default.
fn given_value(model: &Model, column: &Column) -> TokenStream {
    let field = &column.field;
    if column.writer == Writer::Server && column.is_required() {
        let given = given(model, column);
        return quote!(<_ as #given>::given(new.#field));
    }
    quote!(new.#field)
}

/// `let now = …;`, if the clock writes a column.
pub(super) fn expand_now(model: &Model) -> Option<TokenStream> {
    let private = model.root.private();
    let has_times = model.columns.iter().any(|column| column.writer == Writer::UpdatedAt);
    let now = Ident::new("now", Span::mixed_site());
    has_times.then(|| quote!(let #now = #private::model::now();))
}

/// `posts::created_at = now`
pub(super) fn assign_now(model: &Model, column: &Column) -> TokenStream {
    let now = Ident::new("now", Span::mixed_site());
    assign(model, column, &time(&model.root, &column.ty, &quote!(#now)))
}

/// What is inserted into a column; nothing if the default is to be.
fn value(model: &Model, column: &Column) -> TokenStream {
    let field = &column.field;
    if column.key && column.writer != Writer::Key {
        let name = key_part(column);
        return assign(model, column, &quote!(#name));
    }
    match column.writer {
        Writer::Key | Writer::CreatedAt | Writer::UpdatedAt => {
            return assign_now(model, column);
        }
        Writer::Version => {
            let (private, ty) = (model.root.private(), &column.ty);
            let first = quote_spanned!(located(ty)=> <#ty as #private::model::VersionType>::FIRST);
            return assign(model, column, &first);
        }
        Writer::Server if column.is_required() => {
            return assign(model, column, &given_value(model, column));
        }
        Writer::DeletedAt | Writer::Client | Writer::Server => {}
    }
    let Some(default) = &column.default else {
        return assign(model, column, &quote!(new.#field));
    };
    // Written out, so that every insert has the same text, which the database prepares once.
    let (private, ty) = (model.root.private(), &column.ty);
    let text = default.text();
    let default = quote!(#private::model::default_value::<#ty>(#text)?);
    let default =
        if column.nullable { quote!(::core::option::Option::Some(#default)) } else { default };
    let value = quote! {
        match new.#field {
            ::core::option::Option::Some(value) => value,
            ::core::option::Option::None => #default,
        }
    };
    assign(model, column, &value)
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
pub(super) fn state(column: &Column) -> Ident {
    format_ident!("{}State", pascal(&bare(&column.field)))
}

/// The bound of a state: that a value of the column was given.
pub(super) fn given(model: &Model, column: &Column) -> TokenStream {
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
