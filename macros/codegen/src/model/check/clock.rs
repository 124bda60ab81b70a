//! Columns that nobody gives: times, and the version.
//!
//! Their types are the compiler's to check.

use super::super::ir::{Column, Writer};
use super::super::parse::{Input, Written};
use crate::errors::Errors;
use crate::item::option::inside_option;

/// The fields that the options ask for are there, and there is one version at most.
pub(super) fn check_clock(input: &Input<'_>, columns: &[Column], errors: &mut Errors) {
    if input.timestamps {
        check_field(input, "timestamps", "created_at", "DateTime<Utc>", errors);
        check_field(input, "timestamps", "updated_at", "DateTime<Utc>", errors);
    }
    if input.soft_delete {
        check_field(input, "soft_delete", "deleted_at", "Option<DateTime<Utc>>", errors);
    }
    let mut versions = input.fields.iter().filter(|field| field.version.is_some());
    let first = versions.next();
    for again in versions {
        errors
            .at(again.ident, format!("`{}` would be a second version", again.ident))
            .help("a row has one version, which counts all of its changes");
    }
    let is_changed =
        |column: &Column| !column.key && matches!(column.writer, Writer::Client | Writer::Server);
    if let Some(version) = first
        && !columns.iter().any(is_changed)
    {
        errors
            .at(version.ident, "no column of this model is ever changed")
            .help("remove the version, or add a field to change");
    }
}

fn check_field(input: &Input<'_>, option: &str, name: &str, ty: &str, errors: &mut Errors) {
    if !input.fields.iter().any(|field| field.ident == name) {
        errors
            .at_span(input.item.ident.span(), format!("`{option}` needs the field `{name}`"))
            .help(format!("add `pub {name}: {ty},`"));
    }
}

/// Where such a column comes from; `None` if the field is another one.
pub(super) fn writer(input: &Input<'_>, written: &Written<'_>) -> Option<Writer> {
    if written.version.is_some() {
        Some(Writer::Version)
    } else if input.timestamps && written.ident == "created_at" {
        Some(Writer::CreatedAt)
    } else if input.timestamps && written.ident == "updated_at" {
        Some(Writer::UpdatedAt)
    } else if input.soft_delete && written.ident == "deleted_at" {
        Some(Writer::DeletedAt)
    } else {
        None
    }
}

/// What is generated, nobody else has anything to say about.
pub(super) fn check_generated(written: &Written<'_>, writer: Writer, errors: &mut Errors) {
    let what = match writer {
        Writer::Key => "the key",
        Writer::CreatedAt | Writer::UpdatedAt | Writer::DeletedAt => "a timestamp",
        Writer::Version => "the version",
        Writer::Client | Writer::Server => return,
    };
    let is_optional = inside_option(&written.field.ty).is_some();
    if writer == Writer::DeletedAt && !is_optional {
        errors
            .at(&written.field.ty, "a row that is not deleted has no time of its deletion")
            .help("write `Option<DateTime<Utc>>`");
    } else if writer != Writer::DeletedAt && is_optional {
        errors
            .at(&written.field.ty, format!("{what} is never null"))
            .help("write the type without `Option`");
    }
    let is_found = matches!(writer, Writer::Key | Writer::Version);
    let (index, unique) = (written.index, written.unique);
    let attrs = [index.filter(|_| is_found), unique.filter(|_| is_found), written.secret];
    let key = written.key.as_ref().map(|key| key.attr).filter(|_| writer != Writer::Key);
    let belongs_to = written.belongs_to.as_ref().map(|belongs_to| belongs_to.attr);
    let attrs = attrs.into_iter().flatten().chain(written.read_only).chain(belongs_to).chain(key);
    for attr in attrs {
        let name = attr.path().get_ident().map(ToString::to_string).unwrap_or_default();
        errors.at(attr.path(), format!("`#[{name}]` cannot be said of {what}")).help("remove it");
    }
}
