//! Attributes that stand where they mean nothing, though the compiler takes them.
//!
//! What an attribute that belongs here means is read elsewhere.

use syn::Attribute;

use super::super::parse::{is_last, serde_derives};
use crate::errors::Errors;

/// Helper attributes, and where they belong.
const HELPERS: &[(&str, &str)] = &[
    ("belongs_to", "a field of a `#[model]`"),
    ("column", "a field of a `#[model]`"),
    ("detail", "a variant of an `ApiError`"),
    ("example", "a field"),
    ("grants", "a role of a `#[policy]`"),
    ("index", "a field of a `#[model]`"),
    ("key", "a field of a `#[model]`"),
    ("read_only", "a field of a `#[model]`"),
    ("secret", "a field of a `#[model]`"),
    ("status", "a variant of an `ApiError`"),
    ("transparent", "a variant of an `ApiError`"),
    ("unique", "a field of a `#[model]`"),
    ("validate", "a field"),
];

/// What to write in a dto for what is something else in a model.
const INSTEAD: &[(&str, &str)] = &[
    ("read_only", "write `#[serde(skip_deserializing)]`"),
    ("secret", "leave the field out, or write `#[serde(skip_serializing)]`"),
];

/// The attributes of the item itself.
pub(super) fn check_container(attrs: &[Attribute], errors: &mut Errors) {
    check_field(attrs, &[], errors);
    check_derives(attrs, errors);
}

/// The attributes of a field or a variant, on which `allowed` are understood.
pub(super) fn check_field(attrs: &[Attribute], allowed: &[&str], errors: &mut Errors) {
    for attr in attrs {
        let Some(name) = attr.path().get_ident().map(ToString::to_string) else { continue };
        let known = HELPERS.iter().find(|(helper, _)| *helper == name);
        let Some((_, place)) = known.filter(|_| !allowed.contains(&name.as_str())) else {
            continue;
        };
        let noted = errors.at(attr.path(), format!("`#[{name}]` means nothing here"));
        match INSTEAD.iter().find(|(helper, _)| *helper == name) {
            Some((_, instead)) => noted.help(instead),
            None => noted.help(format!("it belongs on {place}")),
        };
    }
}

/// serde's derives would be there twice.
fn check_derives(attrs: &[Attribute], errors: &mut Errors) {
    for path in serde_derives(attrs) {
        let name = if is_last(&path, "Serialize") { "Serialize" } else { "Deserialize" };
        errors
            .at(&path, format!("`#[dto]` derives `{name}` itself"))
            .help("remove it from the list");
    }
}
