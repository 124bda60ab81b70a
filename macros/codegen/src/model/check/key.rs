//! The key: one field that is generated or given, or several that are given together.
//!
//! Which types can be generated, the compiler says.

use syn::Attribute;

use super::super::ir::Writer;
use super::super::parse::{Input, Key, Written};
use crate::errors::Errors;
use crate::item::option::inside_option;

pub(super) fn check_key(input: &Input<'_>, errors: &mut Errors) {
    let keys: Vec<(&Written<'_>, &Key<'_>)> =
        input.fields.iter().filter_map(|field| Some((field, field.key.as_ref()?))).collect();
    if keys.is_empty() {
        let ident = &input.item.ident;
        errors
            .at(ident, format!("`{ident}` has no key"))
            .help("mark the field that tells rows apart: `#[key] pub id: i64,`");
    }
    for (written, key) in &keys {
        let anyway = match (keys.len() > 1, &written.belongs_to) {
            (true, _) => "the fields of a composite key are given anyway",
            (false, Some(_)) => "a reference is given anyway",
            (false, None) => "",
        };
        if let Some(given) = key.given.as_ref().filter(|_| !anyway.is_empty()) {
            errors.at(given, anyway).help("write `#[key]`");
        }
        if writer(input, written) != Some(Writer::Key) {
            check_given(written, errors);
        }
    }
}

/// Where a key comes from; `None` if the field is no key.
pub(super) fn writer(input: &Input<'_>, written: &Written<'_>) -> Option<Writer> {
    let key = written.key.as_ref()?;
    let is_composite = input.fields.iter().filter(|field| field.key.is_some()).count() > 1;
    Some(if written.belongs_to.is_some() {
        Writer::Server
    } else if !is_composite && key.given.is_none() {
        Writer::Key
    } else if written.read_only.is_some() {
        Writer::Server
    } else {
        Writer::Client
    })
}

fn check_given(written: &Written<'_>, errors: &mut Errors) {
    if inside_option(&written.field.ty).is_some() {
        errors
            .at(&written.field.ty, "the key is never null")
            .help("write the type without `Option`");
    }
    let attrs: [(Option<&Attribute>, &str); 3] = [
        (written.unique, "rows are told apart by the key anyway"),
        (written.index, "rows are found by the key anyway"),
        (written.secret, "a key is in addresses and references, so it is no secret"),
    ];
    for (attr, message) in attrs {
        if let Some(attr) = attr {
            errors.at(attr.path(), message).help("remove it");
        }
    }
}
