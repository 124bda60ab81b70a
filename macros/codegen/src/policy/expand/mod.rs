//! What `#[policy]` adds: descriptors, the traits that lead to them, and their registration.
//!
//! It cannot fail, and decides nothing: the runtime decides by the descriptors.

mod object;
mod permissions;
mod roles;
mod scope;

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{Fields, Ident, ItemEnum};

use super::check::missing_derives;
use super::ir::{Declared, Derive, Policy};
use super::parse::Item;
use crate::driver::Added;
use crate::item::docs::Docs;
use crate::paths::Root;

pub(super) fn expand(policy: &Policy) -> Added {
    match policy {
        Policy::Permissions(permissions) => permissions::expand(permissions),
        Policy::Roles(roles) => roles::expand(roles),
        Policy::Object(object) => object::expand(object),
    }
}

/// What other items may name, without anything behind it.
pub(super) fn stub(item: &Item) -> Added {
    match item {
        Item::Enum(item) => stub_enum(item),
        Item::Function(item) => object::stub(item),
    }
}

fn stub_enum(item: &ItemEnum) -> Added {
    let declared = Declared {
        root: Root::default(),
        ident: item.ident.clone(),
        docs: Docs::read(&item.attrs).text,
        derives: missing_derives(&item.attrs),
    };
    let is_plain = item.generics.params.is_empty()
        && item.variants.iter().all(|variant| matches!(variant.fields, Fields::Unit));
    if !is_plain {
        let private = declared.root.private();
        return Added { attrs: quote!(#[derive(#private::Fields)]), ..Added::default() };
    }
    let has_grants = item
        .variants
        .iter()
        .flat_map(|variant| &variant.attrs)
        .any(|attr| attr.path().is_ident("grants"));
    let items = if has_grants {
        roles::interface(&declared, &[], &quote!(&[]))
    } else {
        permissions::interface(&declared, &[], &quote!(&[]))
    };
    Added { attrs: derives(&declared), items }
}

/// The derives that the user has not written, and the one that makes `#[grants]` legal.
fn derives(declared: &Declared) -> TokenStream {
    let private = declared.root.private();
    let paths = declared.derives.iter().map(|derive| match derive {
        Derive::Clone => quote!(::core::clone::Clone),
        Derive::Copy => quote!(::core::marker::Copy),
        Derive::Debug => quote!(::core::fmt::Debug),
        Derive::PartialEq => quote!(::core::cmp::PartialEq),
        Derive::Eq => quote!(::core::cmp::Eq),
        Derive::Hash => quote!(::core::hash::Hash),
    });
    quote!(#[derive(#(#paths,)* #private::Fields)])
}

/// ```text
/// impl ::ordain::policy::Granted for Permission {
///     type Own = Self;
///     const RULES: &'static [::ordain::policy::Rule] =
///         &[::ordain::policy::Rule::Permission(&SPECS[0usize])];
///     fn index(self) -> ::core::primitive::usize { self as ::core::primitive::usize }
/// }
/// ```
fn granted(declared: &Declared, kind: &Ident, count: usize) -> TokenStream {
    let Declared { root, ident, .. } = declared;
    let index = 0..count;
    quote! {
        impl #root::policy::Granted for #ident {
            type Own = Self;
            const RULES: &'static [#root::policy::Rule] =
                &[#(#root::policy::Rule::#kind(&SPECS[#index])),*];
            fn index(self) -> ::core::primitive::usize {
                self as ::core::primitive::usize
            }
        }
    }
}

/// The place of a variant: its line is asked for where it stands.
fn place_of(root: &Root, variant: &Ident) -> TokenStream {
    let line = quote_spanned!(variant.span()=> ::core::line!());
    quote!(#root::policy::Place { line: #line, ..PLACE })
}

/// The place of the item.
fn place(root: &Root) -> TokenStream {
    quote! {
        #root::policy::Place {
            module: ::core::module_path!(),
            file: ::core::file!(),
            line: ::core::line!(),
        }
    }
}
