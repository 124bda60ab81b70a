//! `index(..)` and `unique(..)`: indexes over several columns, or over some of the rows.
//!
//! The condition is SQL that nobody reads before the database does.

use syn::{Ident, LitStr};

use super::super::ir::{Column, IndexOf};
use super::super::parse::{INDEX, IndexArgs, Input, UNIQUE};
use crate::errors::{Errors, nearest};
use crate::names::bare;

pub(super) fn check_indexes(
    input: &Input<'_>,
    columns: &[Column],
    errors: &mut Errors,
) -> Vec<IndexOf> {
    let mut indexes: Vec<IndexOf> = Vec::new();
    for written in &input.indexes {
        let index = check_index(written, columns, errors);
        let same = |other: &IndexOf| {
            (&other.columns, &other.condition) == (&index.columns, &index.condition)
        };
        if indexes.iter().any(same) {
            errors.at(&written.tokens, "there is an index of these columns").help("remove it");
        }
        indexes.push(index);
    }
    indexes
}

fn check_index(written: &IndexArgs, columns: &[Column], errors: &mut Errors) -> IndexOf {
    let option = if written.unique { UNIQUE } else { INDEX };
    let condition = written.condition.as_ref().map(LitStr::value);
    if written.fields.is_empty() {
        errors
            .at(&written.tokens, format!("`{}` names no field", option.name))
            .help(format!("write `{}`", option.form));
    }
    if let ([field], None) = (written.fields.as_slice(), &condition) {
        errors
            .at(&written.tokens, "an index of one column is written on its field")
            .help(format!("write `#[{}]` on the field `{field}`", option.name));
    }
    let mut names = Vec::new();
    for field in &written.fields {
        match column(field, columns, errors) {
            Some(column) if names.contains(&column.name) => {
                errors.at(field, format!("`{field}` is named twice")).help("remove it");
            }
            Some(column) => names.push(column.name.clone()),
            None => {}
        }
    }
    IndexOf { columns: names, unique: written.unique, condition }
}

fn column<'a>(field: &Ident, columns: &'a [Column], errors: &mut Errors) -> Option<&'a Column> {
    let name = bare(field);
    let found = columns.iter().find(|column| bare(&column.field) == name);
    if found.is_none() {
        let names: Vec<String> = columns.iter().map(|column| bare(&column.field)).collect();
        let noted = errors.at(field, format!("there is no field `{name}`"));
        match nearest(&name, names.iter().map(String::as_str)) {
            Some(near) => noted.help(format!("did you mean `{near}`?")),
            None => noted.help(format!("the fields are `{}`", names.join("`, `"))),
        };
    }
    found
}
