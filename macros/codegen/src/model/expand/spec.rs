//! The model as data, for tables, documents and commands.
//!
//! ```text
//! impl ::ordain::model::Model for Post { const SPEC: &'static ModelSpec = &ModelSpec { … }; … }
//! inventory::submit! { Registered(<Post as Model>::SPEC) }
//! ```

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};

use super::super::ir::{
    Column, DefaultKind, DefaultValue, Identity, Index, IndexOf, Model, OnDelete, Reader, Writer,
};
use super::access::{self, READ, WRITE};
use super::{filter, key_type, of_model, own_key, version_number};
use crate::names::{bare, snake};
use crate::paths::{Root, at_start};
use crate::rule::validate::{Bound, Kind};

pub(super) fn expand(model: &Model) -> TokenStream {
    let Model { root, ident, table, columns, .. } = model;
    let private = root.private();
    let (key_type, own_key) = (key_type(model), own_key(model));
    let version = version_number(model).map(|version| {
        quote! {
            fn version(&self) -> ::core::option::Option<::core::primitive::i64> {
                ::core::option::Option::Some(#version)
            }
        }
    });
    let keys = expand_keys(model);
    let conditions = filter::conditions(model);
    let spec = expand_spec(model);
    let checks = columns.iter().map(|column| expand_checks(root, column));
    quote! {
        #[automatically_derived]
        impl #root::model::Model for #ident {
            type Key = #key_type;
            type Table = #table::table;
            type Itself = Self;
            type Conditions = #conditions;
            const SPEC: &'static #root::model::ModelSpec = &#spec;

            fn key(&self) -> Self::Key {
                #own_key
            }

            #version
            #keys
        }
        #private::inventory::submit! {
            #private::model::Registered(<#ident as #root::model::Model>::SPEC)
        }
        #(#checks)*
    }
}

/// What statements find rows by.
fn expand_keys(model: &Model) -> TokenStream {
    let private = model.root.private();
    let (values, keys) = if model.single_key().is_some() {
        (quote!(#private::model::value(key)), quote!(Single(#private::model::list(keys))))
    } else {
        let parts = (0..model.key().count()).map(syn::Index::from);
        (quote!(#(#private::model::value(key.#parts)),*), quote!(composite(keys, Self::key_values)))
    };
    quote! {
        fn key_values(key: Self::Key) -> #private::model::Key {
            ::std::vec![#values]
        }

        fn keys(keys: ::std::vec::Vec<Self::Key>) -> #private::model::Keys {
            #private::model::Keys::#keys
        }
    }
}

fn expand_spec(model: &Model) -> TokenStream {
    let Model { root, ident, table, renamed_from, columns, identity, docs, .. } = model;
    let renamed_from = optional(renamed_from.as_ref().map(|name| quote!(#name)));
    let (ident, table, docs) = (bare(ident), bare(table), &docs.text);
    let name = snake(&ident);
    let soft_delete = optional(model.soft_delete.as_ref().and_then(|field| {
        let column = columns.iter().find(|column| column.field == *field)?;
        Some(column.name.to_token_stream())
    }));
    let version = optional(model.version().map(|column| column.name.to_token_stream()));
    let indexes = model.indexes.iter().map(|index| {
        let IndexOf { columns, unique, condition } = index;
        let condition = optional(condition.as_ref().map(ToTokens::to_token_stream));
        quote! {
            #root::model::IndexSpec {
                columns: &[#(#columns),*],
                unique: #unique,
                condition: #condition,
            }
        }
    });
    let columns = columns.iter().map(|column| expand_column(model, column));
    let identity = match identity {
        None => quote!(::core::option::Option::None),
        Some(Identity { login, password, role, .. }) => {
            let (login, password, role) = (bare(login), bare(password), bare(role));
            quote! {
                ::core::option::Option::Some(#root::model::IdentitySpec {
                    login: #login,
                    password: #password,
                    role: #role,
                })
            }
        }
    };
    quote! {
        #root::model::ModelSpec {
            name: #name,
            ident: #ident,
            module: ::core::module_path!(),
            table: #table,
            renamed_from: #renamed_from,
            columns: &[#(#columns),*],
            soft_delete: #soft_delete,
            version: #version,
            indexes: &[#(#indexes),*],
            identity: #identity,
            docs: #docs,
        }
    }
}

/// `ColumnSpec { key: true, ..ColumnSpec::plain("id", …) }`: what differs from a plain column.
fn expand_column(model: &Model, column: &Column) -> TokenStream {
    let root = &model.root;
    let Column { field, name, wire, ty, docs, .. } = column;
    let (field, docs) = (bare(field), &docs.text);
    let differs = [
        (field != *name).then(|| quote!(field: #field,)),
        (wire != name).then(|| quote!(wire: #wire,)),
        (!docs.is_empty()).then(|| quote!(docs: #docs,)),
    ];
    let (flags, said) = (expand_flags(root, column), expand_said(root, column));
    let read = column.read.as_ref().map(|_| some(READ, access::rule(model, column, READ)));
    let write = column.write.as_ref().map(|_| some(WRITE, access::rule(model, column, WRITE)));
    // A secret has no schema: it is in no document.
    let shown = match column.reader {
        Reader::Nobody => quote!(::std::string::String),
        Reader::Client | Reader::Server => quote!(#ty),
    };
    quote! {
        #root::model::ColumnSpec {
            #(#differs)*
            #flags
            #said
            #read
            #write
            ..#root::model::ColumnSpec::plain(
                #name,
                <#ty as #root::model::ColumnType>::KIND,
                <#ty as #root::model::ColumnType>::TEXTS,
                |text| {
                    ::core::option::Option::is_some(&<#ty as #root::model::ColumnType>::parse(text))
                },
                #root::schema::inlined::<#shown>,
            )
        }
    }
}

/// What is yes or no of a column, or one of a few.
fn expand_flags(root: &Root, column: &Column) -> TokenStream {
    let Column { nullable, key, filter, sort, .. } = column;
    let flags = [("nullable", nullable), ("key", key), ("filter", filter), ("sort", sort)];
    let flags = flags.into_iter().filter(|(_, flag)| **flag).map(|(name, _)| {
        let name = format_ident!("{name}");
        quote!(#name: true,)
    });
    let writer = (column.writer != Writer::Client).then(|| {
        let writer = writer(column.writer);
        quote!(writer: #root::model::Writer::#writer,)
    });
    let reader = (column.reader != Reader::Client).then(|| {
        let reader = reader(column.reader);
        quote!(reader: #root::model::Reader::#reader,)
    });
    let index = (column.index != Index::None).then(|| {
        let index = index(column.index);
        quote!(index: #root::model::Index::#index,)
    });
    quote!(#(#flags)* #writer #reader #index)
}

/// What only some columns have.
fn expand_said(root: &Root, column: &Column) -> TokenStream {
    let renamed_from = column.renamed_from.as_ref().map(|name| some("renamed_from", quote!(#name)));
    let default =
        column.default.as_ref().map(|default| some("default", expand_default(root, default)));
    let references = column.relation.as_ref().map(|relation| {
        let on_delete = match relation.on_delete {
            OnDelete::Restrict => quote!(Restrict),
            OnDelete::Cascade => quote!(Cascade),
            OnDelete::SetNull => quote!(SetNull),
        };
        let spec = of_model(root, &relation.target, "SPEC");
        let on_delete = quote!(#root::model::OnDelete::#on_delete);
        let reference = quote!(#root::model::Reference { target: || #spec, on_delete: #on_delete });
        some("references", reference)
    });
    let check = column.check.as_ref().map(|check| some("check", quote!(#check)));
    let bounds = expand_bounds(root, column);
    quote!(#renamed_from #default #references #check #bounds)
}

fn writer(writer: Writer) -> Ident {
    match writer {
        Writer::Key => format_ident!("Key"),
        Writer::CreatedAt => format_ident!("CreatedAt"),
        Writer::UpdatedAt => format_ident!("UpdatedAt"),
        Writer::DeletedAt => format_ident!("DeletedAt"),
        Writer::Version => format_ident!("Version"),
        Writer::Client => format_ident!("Client"),
        Writer::Server => format_ident!("Server"),
    }
}

fn reader(reader: Reader) -> Ident {
    match reader {
        Reader::Client => format_ident!("Client"),
        Reader::Server => format_ident!("Server"),
        Reader::Nobody => format_ident!("Nobody"),
    }
}

fn index(index: Index) -> Ident {
    match index {
        Index::None => format_ident!("None"),
        Index::Many => format_ident!("Many"),
        Index::Unique => format_ident!("Unique"),
    }
}

fn expand_default(root: &Root, default: &DefaultValue) -> TokenStream {
    let tokens = &default.tokens;
    let kind = match default.kind {
        DefaultKind::Bool => quote!(Bool),
        DefaultKind::Int => quote!(Int),
        DefaultKind::Float => quote!(Float),
        DefaultKind::Text => quote!(Text),
    };
    quote!(#root::model::DefaultValue::#kind(#tokens))
}

/// What the database can check by itself; a bound that is a constant is for the request only.
fn expand_bounds(root: &Root, column: &Column) -> Option<TokenStream> {
    let (mut min_length, mut max_length, mut min, mut max) = (None, None, None, None);
    for rule in &column.rules {
        match &rule.kind {
            Kind::Length(bounds) => {
                let equal = bounds.equal.as_ref();
                min_length = equal.or(bounds.min.as_ref()).and_then(length);
                max_length = equal.or(bounds.max.as_ref()).and_then(length);
            }
            Kind::Range(bounds) => {
                min = bounds.min.as_ref().and_then(|bound| number(root, bound));
                max = bounds.max.as_ref().and_then(|bound| number(root, bound));
            }
            _ => {}
        }
    }
    let bounds =
        [("min_length", min_length), ("max_length", max_length), ("min", min), ("max", max)];
    let bounds = bounds.into_iter().filter_map(|(name, bound)| Some(some(name, bound?)));
    let bounds: Vec<TokenStream> = bounds.collect();
    let path = quote!(#root::model::Bounds);
    (!bounds.is_empty()).then(|| quote!(bounds: #path { #(#bounds)* ..#path::NONE },))
}

/// `default: Some(…),`
fn some(name: &str, value: TokenStream) -> TokenStream {
    let name = format_ident!("{name}");
    quote!(#name: ::core::option::Option::Some(#value),)
}

fn length(bound: &Bound) -> Option<TokenStream> {
    let whole = u64::try_from(bound.whole()?).ok()?;
    Some(quote!(#whole))
}

fn number(root: &Root, bound: &Bound) -> Option<TokenStream> {
    if let Some(whole) = bound.whole() {
        let whole = i64::try_from(whole).ok()?;
        return Some(quote!(#root::model::Number::Int(#whole)));
    }
    let number = bound.number()?;
    Some(quote!(#root::model::Number::Float(#number)))
}

/// What only the compiler can tell: whether a default and a reference are of their column's type.
fn expand_checks(root: &Root, column: &Column) -> TokenStream {
    let private = root.private();
    let Column { ty, default, relation, .. } = column;
    let default = default.iter().map(|default| {
        let value = expand_default(root, default);
        quote_spanned! {default.span=>
            const _: () = #private::model::check_default(
                <#ty as #root::model::ColumnType>::KIND,
                &#value,
            );
        }
    });
    let reference = relation.iter().map(|relation| {
        let target = &relation.target;
        let key = of_model(root, target, "Key");
        let check = at_start(target, quote!(const _: () = #private::model::check_reference::<));
        let end = at_start(target, quote!(>();));
        quote!(#check #ty, #key #end)
    });
    quote!(#(#default)* #(#reference)*)
}

fn optional(value: Option<TokenStream>) -> TokenStream {
    value.map_or_else(
        || quote!(::core::option::Option::None),
        |value| quote!(::core::option::Option::Some(#value)),
    )
}
