//! From what is written to what is meant, with every mistake reported.
//!
//! Which permissions exist is not known here: a name that is no role is one, and the compiler says
//! whether it is there.

mod function;
mod roles;
mod scope;

use syn::{Attribute, Fields, ItemEnum, Meta, Path, Variant};

use super::ir::{Declared, Derive, Member, Permissions, Policy, Roles};
use super::parse::Item;
use crate::args::{Args, CRATE, Known};
use crate::errors::Errors;
use crate::item::docs::Docs;
use crate::names::{bare, pascal};

const PERMISSIONS: Known = Known { name: "permissions", form: "permissions = Permission" };

/// On a function an option, on a variant an attribute.
const IN_CODE: Known = Known { name: "in_code", form: "in_code" };

/// The options of `#[policy]`.
pub const OPTIONS: &[Known] = &[PERMISSIONS, IN_CODE, CRATE];
const OPTIONS_OF_ENUMS: &[Known] = &[PERMISSIONS, CRATE];
const OPTIONS_OF_FUNCTIONS: &[Known] = &[IN_CODE, CRATE];

/// As many as the bits of the integer that holds them.
const MOST: usize = 128;

/// Checks one `#[policy]`.
pub(super) fn check(args: &Args, item: &Item, errors: &mut Errors) -> Option<Policy> {
    match item {
        Item::Function(item) => {
            args.check("#[policy]", OPTIONS_OF_FUNCTIONS, errors);
            let in_code = args.flag(IN_CODE, errors);
            function::check(args.root(errors), in_code, item, errors)
                .map(|object| Policy::Object(Box::new(object)))
        }
        Item::Enum(item) => {
            args.check("#[policy]", OPTIONS_OF_ENUMS, errors);
            check_enum(args, item, errors)
        }
    }
}

fn check_enum(args: &Args, item: &ItemEnum, errors: &mut Errors) -> Option<Policy> {
    let declared = Declared {
        root: args.root(errors),
        ident: item.ident.clone(),
        docs: Docs::read(&item.attrs).text,
        derives: missing_derives(&item.attrs),
    };
    check_generics(item, errors);
    check_count(item, errors);
    item.variants.iter().for_each(|variant| check_variant(variant, errors));
    if args.get(PERMISSIONS.name).is_none() {
        check_without_grants(item, errors);
        let members = item.variants.iter().map(member).collect();
        return Some(Policy::Permissions(Permissions { declared, members }));
    }
    let permissions: Option<Path> = args.parsed(PERMISSIONS, errors);
    let members = roles::check(item, errors);
    Some(Policy::Roles(Roles { declared, permissions: permissions?, members: members? }))
}

fn check_generics(item: &ItemEnum, errors: &mut Errors) {
    let ident = &item.ident;
    if !item.generics.params.is_empty() {
        errors
            .at(&item.generics, format!("`{ident}` cannot be generic: its variants are fixed"))
            .help(format!("write `enum {ident} {{ .. }}`"));
    } else if let Some(clause) = &item.generics.where_clause {
        errors.at(clause, format!("`{ident}` cannot have a `where` clause")).help("remove it");
    }
}

fn check_count(item: &ItemEnum, errors: &mut Errors) {
    let ident = &item.ident;
    if item.variants.is_empty() {
        errors
            .at(ident, format!("`{ident}` has no variants"))
            .help("list the permissions, or the roles, as its variants");
    }
    if let Some(surplus) = item.variants.iter().nth(MOST) {
        let count = item.variants.len();
        errors
            .at(&surplus.ident, format!("`{ident}` has {count} variants, and {MOST} is the most"))
            .help("split it into several enums");
    }
}

fn check_variant(variant: &Variant, errors: &mut Errors) {
    let ident = &variant.ident;
    if !matches!(variant.fields, Fields::Unit) {
        errors
            .at(&variant.fields, format!("`{ident}` cannot have fields: it is only a name"))
            .help(format!(
                "write `{ident}`; what depends on data is for a policy function, \
                 `fn own_post(actor: &Actor, post: &Post) -> bool`"
            ));
    }
    if let Some((_, value)) = &variant.discriminant {
        errors
            .at(value, format!("`{ident}` cannot have a number of its own"))
            .help(format!("write `{ident}`"));
    }
    if bare(ident).starts_with(|first: char| !first.is_uppercase()) {
        errors
            .at(ident, format!("`{ident}` must begin with a capital letter"))
            .help(format!("write `{}`", pascal(&bare(ident))));
    }
    for attr in variant.attrs.iter().filter(|attr| attr.path().is_ident(IN_CODE.name)) {
        if !matches!(attr.meta, Meta::Path(_)) {
            errors
                .at(&attr.meta, format!("`#[in_code]` of `{ident}` takes no value"))
                .help("write `#[in_code]`");
        }
    }
    if let Some(attr) = variant.attrs.iter().find(|attr| attr.path().is_ident("cfg")) {
        errors
            .at(attr, format!("`{ident}` cannot depend on `cfg`"))
            .help("put `#[cfg(..)]` on the whole enum");
    }
}

fn check_without_grants(item: &ItemEnum, errors: &mut Errors) {
    let granting = item.variants.iter().find_map(|variant| grants(variant).next());
    // After a misspelt option these may well be roles.
    if let (Some(attr), true) = (granting, errors.is_empty()) {
        errors
            .at(attr.path(), "`#[grants]` stands on roles, and these are permissions")
            .help("for roles, write `#[policy(permissions = Permission)]` on the enum");
    }
}

/// The `#[grants(..)]` of a variant.
fn grants(variant: &Variant) -> impl Iterator<Item = &Attribute> {
    variant.attrs.iter().filter(|attr| attr.path().is_ident("grants"))
}

fn member(variant: &Variant) -> Member {
    let in_code = variant.attrs.iter().any(|attr| attr.path().is_ident(IN_CODE.name));
    Member { ident: variant.ident.clone(), docs: Docs::read(&variant.attrs).text, in_code }
}

/// The traits that the user has not derived.
pub(super) fn missing_derives(attrs: &[Attribute]) -> Vec<Derive> {
    let mut missing = Derive::ALL.to_vec();
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("derive")) {
        let Meta::List(list) = &attr.meta else { continue };
        // What cannot be parsed is an error of the derive, which the compiler reports.
        let _ = list.parse_nested_meta(|derived| {
            let name = derived.path.segments.last().map(|segment| bare(&segment.ident));
            missing.retain(|derive| name.as_deref() != Some(derive.name()));
            Ok(())
        });
    }
    missing
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;
    use quote::{format_ident, quote};

    use crate::driver::run;
    use crate::policy::Policy;

    fn expanded(count: usize) -> String {
        let names = (0..count).map(|index| format_ident!("P{index}"));
        run::<Policy>(TokenStream::new(), quote!(enum Permission { #(#names),* })).to_string()
    }

    #[test]
    fn there_are_as_many_permissions_as_bits() {
        assert!(!expanded(128).contains("compile_error"));
        assert!(expanded(128).contains(&format!("bit : {}u128", 1u128 << 127)));
        let text = expanded(129);
        assert!(text.contains("`Permission` has 129 variants, and 128 is the most"), "{text}");
    }
}
