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
use quote::{ToTokens, quote, quote_spanned};
use syn::Path;

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
    let (private, table) = (model.root.private(), &model.table);
    let Some(field) = &model.soft_delete else { return quote!(#table::table) };
    quote! {
        #private::diesel::QueryDsl::filter(
            #table::table,
            #private::diesel::ExpressionMethods::is_null(#table::#field),
        )
    }
}

/// A value of a column, as what the runtime writes: `Box<dyn Value>`.
fn held(model: &Model, column: &Column, value: &TokenStream) -> TokenStream {
    let private = model.root.private();
    if column.nullable {
        quote!(#private::model::optional(#value))
    } else {
        quote!(#private::model::value(#value))
    }
}

/// `now`
fn clock() -> Ident {
    Ident::new("now", Span::mixed_site())
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
