//! What stands beside a model: its table, its row, its companions, its methods.
//!
//! Nothing can fail here, and nothing is decided: the runtime does the work.

mod access;
mod bulk;
mod children;
mod create;
mod crud;
mod deleted;
mod filter;
mod identity;
mod lookup;
mod message;
mod relation;
mod resource;
mod row;
mod spec;
mod stub;
mod table;
mod update;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{Index, Path};

use super::ir::{Column, Model, Reader};
use crate::driver::Added;
use crate::names::bare;
use crate::paths::{Root, at_own, located};

pub(super) use stub::stub;

/// Everything. For `struct Post { #[key] id: i64, title: String }`:
///
/// ```text
/// pub mod posts { … }                    // the table in diesel's query language
/// impl Queryable<…> for Post { … }       // and Debug, Serialize, JsonSchema, Model, Lookup
/// pub struct PostCreate { … }            // what a client gives of a new row
/// pub struct PostUpdate { … }            // what a client changes of a row
/// impl Post { async fn find(…) … }       // find, create, update, delete, …
/// ```
pub(super) fn expand(model: &Model) -> Added {
    let parts = [
        table::expand(model),
        row::expand(model),
        access::expand(model).unwrap_or_default(),
        spec::expand(model),
        create::expand(model),
        bulk::expand(model),
        update::expand(model),
        crud::expand(model),
        relation::expand(model),
        children::expand(model),
        lookup::expand(model),
        filter::expand(model),
        identity::expand(model),
        resource::expand(model),
    ];
    Added { attrs: attributes(&model.root), items: parts.into_iter().collect() }
}

fn attributes(root: &Root) -> TokenStream {
    let private = root.private();
    quote!(#[derive(::core::clone::Clone, #private::Fields)])
}

/// `PostCreate`
fn companion(ident: &Ident, end: &str) -> Ident {
    Ident::new(&format!("{}{end}", bare(ident)), ident.span())
}

/// `posts::slug`
fn path(model: &Model, column: &Column) -> TokenStream {
    let (table, field) = (&model.table, &column.field);
    quote!(#table::#field)
}

/// `<User as Model>::Key`, as if all of it stood where the user names the model: that it is none is
/// said once.
fn of_model(root: &Root, target: &Path, item: &str) -> TokenStream {
    let item = Ident::new(item, Span::call_site());
    at_own(target, quote!(<#target as #root::model::Model>::#item))
}

/// The version of `self` as a number, if the model has one.
fn version_number(model: &Model) -> Option<TokenStream> {
    let private = model.root.private();
    let Column { field, ty, .. } = model.version()?;
    let number = quote_spanned! {located(ty)=> <#ty as #private::model::VersionType>::number};
    Some(quote!(#number(&self.#field)))
}

/// The type of the key: of a composite one, a tuple.
fn key_type(model: &Model) -> TokenStream {
    if let Some(Column { ty, .. }) = model.single_key() {
        return quote_spanned!(located(ty)=> #ty);
    }
    let types = model.key().map(|column| &column.ty);
    quote!((#(#types,)*))
}

/// The key of `self`.
fn own_key(model: &Model) -> TokenStream {
    let parts =
        model.key().map(|Column { field, .. }| quote!(::core::clone::Clone::clone(&self.#field)));
    if model.single_key().is_some() { quote!(#(#parts)*) } else { quote!((#(#parts,)*)) }
}

/// The rows that are not deleted.
fn live(model: &Model) -> TokenStream {
    let table = &model.table;
    live_of(model, quote!(#table::table))
}

/// Those of some rows that are not deleted.
fn live_of(model: &Model, rows: TokenStream) -> TokenStream {
    let (private, table) = (model.root.private(), &model.table);
    let Some(field) = &model.soft_delete else { return rows };
    quote! {
        #private::diesel::QueryDsl::filter(
            #rows,
            #private::diesel::ExpressionMethods::is_null(#table::#field),
        )
    }
}

/// The row with a key, deleted or not.
fn any_row(model: &Model, key: &TokenStream) -> TokenStream {
    let Model { root, table, .. } = model;
    let private = root.private();
    let key = if model.single_key().is_some() {
        quote!(#root::model::bind(#key))
    } else {
        let parts = (0..model.key().count()).map(Index::from);
        quote!((#(#root::model::bind(#key.#parts),)*))
    };
    quote!(#private::diesel::QueryDsl::find(#table::table, #key))
}

/// Those of some rows whose keys are among `keys`.
fn among(model: &Model, rows: TokenStream, keys: &TokenStream) -> TokenStream {
    let root = &model.root;
    let private = root.private();
    let methods = quote!(#private::diesel::ExpressionMethods);
    let paths: Vec<TokenStream> = model.key().map(|column| path(model, column)).collect();
    let condition = if let [path] = paths.as_slice() {
        quote!(#methods::eq_any(#path, #root::model::bind_all(#keys)))
    } else {
        // Composite keys have no list to be in that every database knows.
        let parts = (0..paths.len()).map(Index::from);
        let equal = quote! {
            #private::diesel::EqAll::eq_all((#(#paths,)*), (#(#root::model::bind(key.#parts),)*))
        };
        quote!(#private::model::any_of(#keys, |key| #equal))
    };
    quote!(#private::diesel::QueryDsl::filter(#rows, #condition))
}

/// The row with a key, unless it is deleted.
fn row(model: &Model, key: &TokenStream) -> TokenStream {
    live_of(model, any_row(model, key))
}

/// The row of `self` as it was read: not deleted, and of the same version.
fn own_row(model: &Model, key: &TokenStream) -> TokenStream {
    let (root, private) = (&model.root, model.root.private());
    let row = row(model, key);
    let Some(version) = model.version() else { return row };
    let (path, field) = (path(model, version), &version.field);
    let read = quote!(::core::clone::Clone::clone(&self.#field));
    quote! {
        #private::diesel::QueryDsl::filter(
            #row,
            #private::diesel::ExpressionMethods::eq(#path, #root::model::bind(#read)),
        )
    }
}

/// `change.await`, told apart when the row has another version or has gone.
fn locked(model: &Model, change: &TokenStream) -> TokenStream {
    if model.version().is_none() {
        return quote!(#change.await);
    }
    let (private, key) = (model.root.private(), own_key(model));
    quote!(#private::model::locked::<Self, _>(#change, Self::exists(x, #key)).await)
}

/// `posts::slug = value`, as diesel writes it.
fn assign(model: &Model, column: &Column, value: &TokenStream) -> TokenStream {
    let Model { root, .. } = model;
    let private = root.private();
    let path = path(model, column);
    let bind = if column.nullable { format_ident!("bind_nullable") } else { format_ident!("bind") };
    quote!(#private::diesel::ExpressionMethods::eq(#path, #root::model::#bind(#value)))
}

/// The time `now` as a value of a column's type: of one that holds no time, the error is there.
fn time(root: &Root, ty: impl ToTokens, now: &TokenStream) -> TokenStream {
    let private = root.private();
    let of = quote_spanned!(located(&ty)=> <#ty as #private::model::ClockType>::of);
    quote!(#of(#now))
}

impl Column {
    /// The type of the field.
    fn field_type(&self) -> TokenStream {
        let ty = &self.ty;
        if self.nullable { quote!(::core::option::Option<#ty>) } else { quote!(#ty) }
    }
}

/// `impl Debug`, in which a secret shows nothing of itself.
fn expand_debug<'a>(
    header: &TokenStream,
    name: &str,
    columns: impl Iterator<Item = &'a Column>,
) -> TokenStream {
    let f = Ident::new("f", Span::mixed_site());
    let fields = columns.map(|Column { field, reader, .. }| {
        let name = bare(field);
        match reader {
            Reader::Nobody => quote!(.field(#name, &::core::format_args!("<secret>"))),
            Reader::Client | Reader::Server => quote!(.field(#name, &self.#field)),
        }
    });
    quote! {
        #[automatically_derived]
        #header {
            fn fmt(&self, #f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Formatter::debug_struct(#f, #name) #(#fields)* .finish()
            }
        }
    }
}
