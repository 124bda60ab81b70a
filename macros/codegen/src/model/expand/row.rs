//! The struct as a row: how it is read, shown, sent and described.
//!
//! ```text
//! impl<DB> Queryable<posts::SqlType, DB> for Post { type Row = (i64, String); … }
//! impl Debug for Post { … }
//! impl Serialize for Post { … }
//! impl ::ordain::JsonSchema for Post { … }
//! impl ::ordain::http::Output for Post {}
//! ```

use proc_macro2::TokenStream;
use quote::quote;

use super::super::ir::{Column, Model};
use super::{expand_debug, message, version_number};
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
    let diesel = quote!(#private::diesel);
    let types = columns.iter().map(Column::field_type);
    let fields: Vec<_> = columns.iter().map(|column| &column.field).collect();
    let row = quote!((#(#types,)*));
    quote! {
        #[automatically_derived]
        impl<__DB> #diesel::deserialize::Queryable<#table::SqlType, __DB> for #ident
        where
            __DB: #diesel::backend::Backend,
            #row: #diesel::deserialize::FromStaticSqlRow<#table::SqlType, __DB>,
        {
            type Row = #row;

            fn build((#(#fields,)*): Self::Row) -> #diesel::deserialize::Result<Self> {
                ::core::result::Result::Ok(Self { #(#fields),* })
            }
        }
    }
}

/// What is not shown is not there.
fn expand_serialize(model: &Model) -> TokenStream {
    let Model { root, ident, columns, .. } = model;
    let private = root.private();
    let serde = quote!(#private::serde);
    let name = bare(ident);
    let shown: Vec<_> = columns.iter().filter(|column| column.is_shown()).collect();
    let count = shown.len();
    let members = shown.iter().map(|Column { field, wire, .. }| {
        quote!(#serde::ser::SerializeStruct::serialize_field(&mut state, #wire, &self.#field)?;)
    });
    quote! {
        #[automatically_derived]
        impl #serde::Serialize for #ident {
            fn serialize<__S: #serde::Serializer>(
                &self,
                serializer: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                let mut state =
                    #serde::Serializer::serialize_struct(serializer, #name, #count)?;
                #(#members)*
                #serde::ser::SerializeStruct::end(state)
            }
        }
    }
}
