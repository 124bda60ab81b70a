//! What stands beside a model: its table, its row, its companions, its methods.
//!
//! Nothing can fail here, and nothing is decided: the runtime does the work.

mod create;
mod crud;
mod lookup;
mod message;
mod relation;
mod row;
mod spec;
mod stub;
mod table;
mod update;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use super::ir::{Column, Model, Reader};
use crate::driver::Added;
use crate::names::bare;
use crate::paths::Root;

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
        spec::expand(model),
        create::expand(model),
        update::expand(model),
        crud::expand(model),
        relation::expand(model),
        lookup::expand(model),
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

/// `posts::slug = value`, as diesel writes it.
fn assign(model: &Model, column: &Column, value: &TokenStream) -> TokenStream {
    let Model { root, .. } = model;
    let private = root.private();
    let path = path(model, column);
    let bind = if column.nullable { format_ident!("bind_nullable") } else { format_ident!("bind") };
    quote!(#private::diesel::ExpressionMethods::eq(#path, #root::model::#bind(#value)))
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
