//! Many rows at once, and rows that may be there already.
//!
//! ```text
//! impl Post {
//!     pub async fn create_many(x: impl Executor, new: impl IntoIterator<Item = PostCreate>) -> Result<Vec<Self>> { … }
//!     pub async fn upsert_by_slug(x: impl Executor, new: PostCreate) -> Result<Self> { … }
//! }
//! ```

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::super::ir::{Column, Model, Writer};
use super::companion;
use super::create::{expand_now, given, state};
use crate::names::bare;
use crate::paths::located;

pub(super) fn expand(model: &Model) -> TokenStream {
    let Model { root, vis, ident, .. } = model;
    let private = root.private();
    let name = companion(ident, "Create");
    let states: Vec<Ident> = model.required().map(state).collect();
    let bounds: Vec<TokenStream> = model.required().map(|column| given(model, column)).collect();
    let insert = expand_insert(model);
    let now = expand_now(model);
    let upserts = model.unique().filter(|column| !column.nullable).map(|column| {
        let field = bare(&column.field);
        let (upsert, on) =
            (format_ident!("upsert_by_{field}", span = column.field.span()), &column.name);
        let about =
            format!("Creates a row, or changes the one with the same `{field}` to what is given.");
        quote! {
            #[doc = #about]
            ///
            /// # Errors
            /// - `conflict` if another row has the value of another unique column
            /// - `invalid` if a value breaks a rule of its column or refers to nothing
            /// - `unavailable` if the database is busy
            #vis async fn #upsert<#(#states: #bounds),*>(
                x: impl #root::db::Executor,
                new: #name<#(#states),*>,
            ) -> #root::Result<Self> {
                #now
                let new = ::core::iter::once(new);
                let insert = #insert;
                #private::model::upsert(x, #private::model::Insert::or_update(insert, #on)).await
            }
        }
    });
    let now = &now;
    quote! {
        #[allow(dead_code)]
        impl #ident {
            /// Creates many rows in few statements, and gives them in no order. Inside of a
            /// transaction they are created together or not at all.
            ///
            /// # Errors
            /// - `conflict` if another row has the value of a unique column
            /// - `invalid` if a value breaks a rule of its column or refers to nothing
            /// - `unavailable` if the database is busy
            #vis async fn create_many<#(#states: #bounds),*>(
                x: impl #root::db::Executor,
                new: impl ::core::iter::IntoIterator<Item = #name<#(#states),*>>,
            ) -> #root::Result<::std::vec::Vec<Self>> {
                #now
                let insert = #insert;
                #private::model::insert_many(x, insert).await
            }
            #(#upserts)*
        }
    }
}

/// The statement: what single rows leave to the database is written out, so that all rows have the
/// same columns.
fn expand_insert(model: &Model) -> TokenStream {
    let private = model.root.private();
    let columns: Vec<&Column> = model
        .columns
        .iter()
        .filter(|column| !matches!(column.writer, Writer::Key | Writer::DeletedAt))
        .collect();
    let names = columns.iter().map(|column| &column.name);
    let values = columns.iter().map(|column| value(model, column));
    let row = quote!((#(#values,)*));
    let (has_key, row) = match model.key().find(|column| column.writer == Writer::Key) {
        None => (quote!(false), row),
        Some(Column { ty, .. }) => {
            let key = quote_spanned!(located(ty)=> <#ty as #private::model::GeneratedKey>);
            (quote!(#key::BY_APPLICATION), quote!(#key::row(#row)))
        }
    };
    quote! {
        {
            let mut rows = ::std::vec::Vec::new();
            for new in new {
                rows.push(#row);
            }
            #private::model::Insert::<Self, _>::new(#has_key, &[#(#names),*], rows)
        }
    }
}

fn value(model: &Model, column: &Column) -> TokenStream {
    let root = &model.root;
    let private = root.private();
    let Column { field, ty, nullable, .. } = column;
    let bind = if *nullable { quote!(bind_nullable) } else { quote!(bind) };
    let value = match column.writer {
        Writer::CreatedAt | Writer::UpdatedAt => {
            let now = Ident::new("now", Span::mixed_site());
            quote!(#now)
        }
        Writer::Version => {
            let first = quote_spanned!(located(ty)=> <#ty as #private::model::VersionType>::FIRST);
            first
        }
        Writer::Server if column.is_required() => {
            let given = given(model, column);
            quote!(<_ as #given>::given(new.#field))
        }
        Writer::Client | Writer::Server | Writer::Key | Writer::DeletedAt => {
            let Some(default) = &column.default else {
                return quote!(#root::model::#bind(new.#field));
            };
            let text = default.text();
            let default = quote!(#private::model::default_value::<#ty>(#text)?);
            let default =
                if *nullable { quote!(::core::option::Option::Some(#default)) } else { default };
            quote! {
                match new.#field {
                    ::core::option::Option::Some(value) => value,
                    ::core::option::Option::None => #default,
                }
            }
        }
    };
    quote!(#root::model::#bind(#value))
}
