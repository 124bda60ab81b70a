//! The table in diesel's query language.
//!
//! ```text
//! type __ordain_Post_title_type = <String as ::ordain::model::ColumnType>::Sql;
//! ::ordain::__private::table! {
//!     [pub, pub, pub] mod posts, "posts", key [id], others [title];
//!     id, "id", super::super::__ordain_Post_id_type;
//!     title, "title", super::super::__ordain_Post_title_type;
//! }
//! ```

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{PathSegment, Token, Visibility};

use super::super::ir::{Column, Model};
use crate::names::{bare, hidden};
use crate::paths::located;

pub(super) fn expand(model: &Model) -> TokenStream {
    let Model { root, vis, ident, table, columns, .. } = model;
    let private = root.private();
    let aliases = columns.iter().map(|column| alias(model, column));
    let key = model.key().map(|column| &column.field);
    let others = columns.iter().filter(|column| !column.key);
    let others = others.map(|column| &column.field);
    let lines = columns.iter().map(|column| {
        let Column { field, name, docs, .. } = column;
        let alias = alias_name(ident, field);
        let docs = &docs.text;
        quote!(#[doc = #docs] #field, #name, super::super::#alias;)
    });
    let (vis, inside, deep) = (within(vis, 0), within(vis, 1), within(vis, 2));
    let (name, about) = (bare(table), format!("The table of [`{ident}`]."));
    quote! {
        #(#aliases)*
        #private::table! {
            #[doc = #about]
            [#vis, #inside, #deep] mod #table, #name, key [#(#key)*], others [#(#others)*];
            #(#lines)*
        }
    }
}

/// The module of the table cannot see the types that the model's own module sees.
fn alias(model: &Model, column: &Column) -> TokenStream {
    let Model { root, ident, .. } = model;
    let private = root.private();
    let Column { field, ty, nullable, .. } = column;
    let alias = alias_name(ident, field);
    let sql = quote_spanned!(located(ty)=> <#ty as #root::model::ColumnType>::Sql);
    let sql = if *nullable { quote!(#private::diesel::sql_types::Nullable<#sql>) } else { sql };
    quote! {
        #[doc(hidden)]
        #[allow(non_camel_case_types)]
        type #alias = #sql;
    }
}

/// The visibility as it is written some modules deeper.
///
/// A table that more could see than its model could not be joined to the table of another model.
fn within(vis: &Visibility, depth: usize) -> TokenStream {
    let supers = |count: usize| {
        let super_ = Token![super](Span::call_site());
        let path = std::iter::repeat_n(super_, count);
        quote!(pub(in #(#path)::*))
    };
    match vis {
        Visibility::Inherited if depth == 0 => TokenStream::new(),
        Visibility::Inherited => supers(depth),
        Visibility::Restricted(to) if to.path.is_ident("self") && depth > 0 => supers(depth),
        Visibility::Restricted(to) if to.path.is_ident("super") => supers(depth + 1),
        Visibility::Restricted(to) if to.path.segments.first().is_some_and(is_super) => {
            let (path, word) = (&to.path, Token![super](Span::call_site()));
            let supers = std::iter::repeat_n(word, depth);
            quote!(pub(in #(#supers::)* #path))
        }
        Visibility::Restricted(_) | Visibility::Public(_) => vis.to_token_stream(),
    }
}

fn is_super(segment: &PathSegment) -> bool {
    segment.ident == "super"
}

fn alias_name(ident: &Ident, field: &Ident) -> Ident {
    hidden(ident, &format!("{}_type", bare(field)))
}
