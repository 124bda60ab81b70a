//! Many rows at once, and rows that may be there already.
//!
//! ```text
//! impl Post {
//!     pub async fn create_many(x: impl Executor, new: impl IntoIterator<Item = PostCreate>) -> Result<Vec<Self>> { … }
//!     pub async fn upsert_by_slug(x: impl Executor, new: PostCreate) -> Result<Self> { … }
//!     pub async fn upsert_many_by_slug(x: impl Executor, new: impl IntoIterator<Item = PostCreate>) -> Result<Vec<Self>> { … }
//!     pub async fn update_many(x: impl Executor, keys: impl IntoIterator<Item = i64>, change: PostUpdate) -> Result<u64> { … }
//!     pub async fn delete_many(x: impl Executor, keys: impl IntoIterator<Item = i64>) -> Result<u64> { … }
//! }
//! ```

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};

use super::super::ir::{Column, Model, Writer};
use super::create::{expand_now, given, state};
use super::{among, companion, deleted, key_type, live, path, update};
use crate::names::bare;
use crate::paths::located;

pub(super) fn expand(model: &Model) -> TokenStream {
    let ident = &model.ident;
    let create = expand_create(model);
    let upserts =
        model.unique().filter(|column| !column.nullable).map(|column| expand_upsert(model, column));
    let (update, delete) = (expand_update(model), expand_delete(model));
    quote! {
        #[allow(dead_code)]
        impl #ident { #create #(#upserts)* #update #delete }
    }
}

fn expand_create(model: &Model) -> TokenStream {
    let Model { root, vis, ident, .. } = model;
    let private = root.private();
    let name = companion(ident, "Create");
    let (generics, arguments) = generics(model);
    let (rows, reread) = (expand_rows(model, None), expand_reread(model));
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
            #rows
            #private::model::insert_many(x, insert, #reread).await
        }
    }
}

fn expand_upsert(model: &Model, column: &Column) -> TokenStream {
    let Model { root, vis, ident, .. } = model;
    let private = root.private();
    let name = companion(ident, "Create");
    let (generics, arguments) = generics(model);
    let (field, on, span) = (bare(&column.field), &column.name, column.field.span());
    let upsert = format_ident!("upsert_by_{field}", span = span);
    let upsert_many = format_ident!("upsert_many_by_{field}", span = span);
    let about =
        format!("Creates a row, or changes the one with the same `{field}` to what is given.");
    let about_many = format!(
        "Creates rows, or changes those with the same `{field}` to what is given, in few statements."
    );
    let rows = expand_rows(model, Some(column));
    let (live, path) = (live(model), path(model, column));
    let methods = quote!(#private::diesel::ExpressionMethods);
    let reread = quote! {
        |rows| #private::diesel::QueryDsl::filter(
            #live,
            #methods::eq_any(#path, #root::model::bind_all(found[rows].to_vec())),
        )
    };
    let insert = quote!(#private::model::Insert::or_update(insert, #on));
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
            let rows = Self::#upsert_many(x, ::core::iter::once(new));
            #private::model::written(rows.await?)
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
            #rows
            #private::model::insert_many(x, #insert, #reread).await
        }
    }
}

fn expand_update(model: &Model) -> Option<TokenStream> {
    model.changes().next()?;
    let Model { root, vis, ident, .. } = model;
    let private = root.private();
    let name = companion(ident, "Update");
    let key = key_type(model);
    let (now, rows) = (expand_now(model), among(model, live(model), &quote!(keys)));
    let values = model.columns.iter().filter_map(|column| match column.writer {
        Writer::Version => {
            let path = path(model, column);
            let next = quote!(#private::model::next(#path));
            Some(quote!(#private::diesel::ExpressionMethods::eq(#path, #next)))
        }
        _ => update::value(model, column),
    });
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
            if change.is_empty() {
                return ::core::result::Result::Ok(0);
            }
            #now
            #private::model::update_many::<Self, _>(x, keys, |keys| {
                let change = ::core::clone::Clone::clone(&change);
                #private::diesel::update(#rows).set((#(#values,)*))
            })
            .await
        }
    })
}

fn expand_delete(model: &Model) -> TokenStream {
    let Model { root, vis, .. } = model;
    let private = root.private();
    let key = key_type(model);
    let rows = among(model, live(model), &quote!(keys));
    let (statement, about) = match &model.soft_delete {
        Some(field) => {
            (deleted::mark(model, field, &rows), "Marks all rows with these keys as deleted")
        }
        None => (quote!(#private::diesel::delete(#rows)), "Deletes all rows with these keys"),
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
            #private::model::delete_many::<Self, _>(x, keys, |keys| #statement).await
        }
    }
}

/// What must be given, as parameters and as arguments.
fn generics(model: &Model) -> (TokenStream, TokenStream) {
    let states: Vec<Ident> = model.required().map(state).collect();
    let bounds = model.required().map(|column| given(model, column));
    (quote!(<#(#states: #bounds),*>), quote!(<#(#states),*>))
}

/// `insert`, the statement, and `found`, by what each of its rows is found again: the value of `on`, or
/// else the key. What single rows leave to the database is written out, so that all rows have the same
/// columns.
fn expand_rows(model: &Model, on: Option<&Column>) -> TokenStream {
    let private = model.root.private();
    let columns: Vec<&Column> = model
        .columns
        .iter()
        .filter(|column| !matches!(column.writer, Writer::Key | Writer::DeletedAt))
        .collect();
    let names = columns.iter().map(|column| &column.name);
    let held: Vec<&Column> = match on {
        Some(column) => vec![column],
        None => model.key().filter(|column| column.writer != Writer::Key).collect(),
    };
    let parts: Vec<Ident> = held.iter().map(|column| held_name(column)).collect();
    let given = held.iter().map(|column| value(model, column));
    let values = columns.iter().map(|column| {
        let at = held.iter().position(|held| held.field == column.field);
        bound(
            model,
            column,
            &at.map_or_else(|| value(model, column), |at| parts[at].to_token_stream()),
        )
    });
    let row = quote!((#(#values,)*));
    let (has_key, row) = match model.key().find(|column| column.writer == Writer::Key) {
        None => (quote!(false), quote!((#row, ()))),
        Some(Column { ty, .. }) => {
            let key = quote_spanned!(located(ty)=> <#ty as #private::model::GeneratedKey>);
            (quote!(#key::BY_APPLICATION), quote!(#key::row(#row)))
        }
    };
    let found = match &*parts {
        [] => quote!(let (row, found) = #row;),
        [part] => quote! {
            let found = ::core::clone::Clone::clone(&#part);
            let (row, _) = #row;
        },
        parts => quote! {
            let found = (#(::core::clone::Clone::clone(&#parts),)*);
            let (row, _) = #row;
        },
    };
    let now = expand_now(model);
    quote! {
        #now
        let mut rows = ::std::vec::Vec::new();
        let mut all_found = ::std::vec::Vec::new();
        for new in new {
            #(let #parts = #given;)*
            #found
            rows.push(row);
            all_found.push(found);
        }
        let found = all_found;
        let insert = #private::model::Insert::<Self, _>::new(#has_key, &[#(#names),*], rows);
    }
}

/// The query that finds created rows by their keys, where an insert does not give them.
fn expand_reread(model: &Model) -> TokenStream {
    let (private, table) = (model.root.private(), &model.table);
    let Some(key) = model.key().find(|column| column.writer == Writer::Key) else {
        let rows = among(model, quote!(#table::table), &quote!(found[rows].to_vec()));
        return quote!(|rows| #rows);
    };
    let (path, ty) = (path(model, key), &key.ty);
    let nth = quote_spanned!(located(ty)=> <#ty as #private::model::GeneratedKey>::nth);
    quote! {
        |rows| #private::diesel::QueryDsl::filter(
            #table::table,
            #private::model::any_nth(&found[rows], |at, made| {
                #private::diesel::ExpressionMethods::eq(#path, #nth(made, at))
            }),
        )
    }
}

fn held_name(column: &Column) -> Ident {
    Ident::new(&format!("found_{}", bare(&column.field)), Span::mixed_site())
}

fn bound(model: &Model, column: &Column, value: &TokenStream) -> TokenStream {
    let root = &model.root;
    let bind = if column.nullable { quote!(bind_nullable) } else { quote!(bind) };
    quote!(#root::model::#bind(#value))
}

fn value(model: &Model, column: &Column) -> TokenStream {
    let private = model.root.private();
    let Column { field, ty, nullable, .. } = column;
    match column.writer {
        Writer::CreatedAt | Writer::UpdatedAt => {
            let now = Ident::new("now", Span::mixed_site());
            quote!(#now)
        }
        Writer::Version => {
            quote_spanned!(located(ty)=> <#ty as #private::model::VersionType>::FIRST)
        }
        Writer::Server if column.is_required() => {
            let given = given(model, column);
            quote!(<_ as #given>::given(new.#field))
        }
        Writer::Client | Writer::Server | Writer::Key | Writer::DeletedAt => {
            let Some(default) = &column.default else {
                return quote!(new.#field);
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
    }
}
