//! The struct as a row: how it is read, shown, sent and described.
//!
//! ```text
//! ::ordain::__private::row! { Post, posts::SqlType, (i64, String,), { id: 0, title: 1 }, key [i64, 0usize] }
//! impl<DB> Queryable<posts::SqlType, DB> for Post { type Row = Self; … }
//! impl Debug for Post { … }
//! impl Serialize for Post { … }
//! impl ::ordain::JsonSchema for Post { … }
//! impl ::ordain::http::Output for Post {}
//! ```

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use syn::Index;

use super::super::ir::{Column, Model};
use super::{access, expand_debug, message, version_number};
use crate::names::bare;
use crate::shape::expand_schema;

pub(super) fn expand(model: &Model) -> TokenStream {
    let Model { root, ident, columns, .. } = model;
    let queryable = expand_queryable(model);
    let header = quote!(impl ::core::fmt::Debug for #ident);
    let debug = expand_debug(&header, &bare(ident), columns.iter());
    let serialize = expand_serialize(model);
    let schema = expand_schema(&message::of_row(model));
    let etag = version_number(model).map(|version| {
        let private = root.private();
        quote! {
            const HAS_ETAG: ::core::primitive::bool = true;

            fn etag(&self) -> ::core::option::Option<::std::string::String> {
                ::core::option::Option::Some(#private::model::etag(#version))
            }
        }
    });
    quote! {
        #queryable
        #debug
        #serialize
        #schema
        #[automatically_derived]
        impl #root::http::Output for #ident { #etag }
    }
}

/// The fields have the order of the columns, so that the whole table loads as the struct.
fn expand_queryable(model: &Model) -> TokenStream {
    let Model { root, ident, table, columns, .. } = model;
    let private = root.private();
    let deserialize = quote!(#private::diesel::deserialize);
    let types = columns.iter().map(Column::field_type);
    let fields = columns.iter().enumerate().map(|(at, Column { field, .. })| {
        let at = Index::from(at);
        quote!(#field: #at)
    });
    let keys = columns.iter().enumerate().filter(|(_, column)| column.key);
    let keys = keys.map(|(at, Column { ty, .. })| quote!(#ty, #at));
    quote! {
        #private::row! {
            #ident, #table::SqlType, (#(#types,)*), { #(#fields),* }, key [#(#keys),*]
        }

        #[automatically_derived]
        impl<__DB> #deserialize::Queryable<#table::SqlType, __DB> for #ident
        where
            __DB: #private::diesel::backend::Backend,
            Self: #deserialize::FromStaticSqlRow<#table::SqlType, __DB>,
        {
            type Row = Self;

            fn build(row: Self) -> #deserialize::Result<Self> {
                ::core::result::Result::Ok(row)
            }
        }
    }
}

/// What is not shown is not there, nor what whoever looks may not read.
fn expand_serialize(model: &Model) -> TokenStream {
    let Model { root, ident, columns, .. } = model;
    let private = root.private();
    let serde = quote!(#private::serde);
    let name = bare(ident);
    let shown: Vec<_> = columns.iter().filter(|column| column.is_shown()).collect();
    let decided = shown.iter().enumerate().filter(|(_, column)| column.read.is_some());
    let (decisions, counted): (Vec<TokenStream>, Vec<Ident>) = decided
        .map(|(at, column)| {
            let (is_read, rule) = (is_read(at), access::rule(model, column, access::READ));
            (quote!(let #is_read = #private::policy::shows(&#rule, self);), is_read)
        })
        .unzip();
    let count = shown.len() - counted.len();
    let members = shown.iter().enumerate().map(|(at, Column { field, wire, read, .. })| {
        let member = quote! {
            #serde::ser::SerializeStruct::serialize_field(&mut state, #wire, &self.#field)?;
        };
        if read.is_none() {
            return member;
        }
        let is_read = is_read(at);
        quote! {
            if #is_read {
                #member
            } else {
                #serde::ser::SerializeStruct::skip_field(&mut state, #wire)?;
            }
        }
    });
    quote! {
        #[automatically_derived]
        impl #serde::Serialize for #ident {
            fn serialize<__S: #serde::Serializer>(
                &self,
                serializer: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                #(#decisions)*
                let mut state = #serde::Serializer::serialize_struct(
                    serializer,
                    #name,
                    #count #(+ #counted as ::core::primitive::usize)*,
                )?;
                #(#members)*
                #serde::ser::SerializeStruct::end(state)
            }
        }
    }
}

/// The variable that says whether the shown column at this place is read.
fn is_read(at: usize) -> Ident {
    format_ident!("is_read_{at}", span = Span::mixed_site())
}
