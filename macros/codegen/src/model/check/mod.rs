//! From what is written to a [`Model`], with every mistake reported.
//!
//! What a type can do is not asked here: the compiler answers that in the generated code.

mod access;
mod children;
mod clock;
mod column;
mod default;
mod identity;
mod index;
mod key;
mod relation;
mod rename;
mod resource;
mod rule;

use syn::punctuated::Punctuated;
use syn::{Attribute, Fields, Ident, ItemStruct, Path, Token};

use super::ir::{Column, Model, Writer};
use super::parse::{self, Input, TABLE};
use crate::errors::Errors;
use crate::item::docs::Docs;
use crate::names::{bare, plural, snake};
use crate::rule::serde::parse_container;

/// diesel's tuples end here, as it is built for Ordain.
const MOST_COLUMNS: usize = 32;

/// What `#[model]` writes, and what would conflict with it.
const DERIVED: &[&str] = &["Clone", "Debug", "Queryable", "Serialize"];

pub(super) fn check(input: Input<'_>, errors: &mut Errors) -> Option<Model> {
    check_item(input.item, errors)?;
    let table = table_name(&input, errors);
    let renamed_from = rename::check_table(&input, &table, errors);
    let serde = parse_container(&input.item.attrs, parse::OWNER, errors);
    let columns = column::check_columns(&input, &table, serde.rename_all, errors);
    check_count(&input, &columns, errors);
    key::check_key(&input, errors);
    clock::check_clock(&input, &columns, errors);
    check_names(&columns, errors);
    rename::check_columns(&input, &columns, errors);
    let identity = identity::check_identity(&input, &columns, errors);
    let indexes = index::check_indexes(&input, &columns, errors);
    let resource = resource::check_resource(&input, &columns, errors);
    let children = children::check_children(&input, &columns, errors);
    let deleted_at = columns.iter().find(|column| column.writer == Writer::DeletedAt);
    Some(Model {
        soft_delete: deleted_at.map(|column| column.field.clone()),
        indexes,
        children,
        resource,
        root: input.root,
        vis: input.item.vis.clone(),
        ident: input.item.ident.clone(),
        table,
        renamed_from,
        columns,
        identity,
        docs: Docs::read(&input.item.attrs),
    })
}

/// What no column can mend; `None` if there are no columns to look at.
fn check_item(item: &ItemStruct, errors: &mut Errors) -> Option<()> {
    if !item.generics.params.is_empty() {
        errors
            .at(&item.generics, "a model cannot be generic")
            .help("a table has one type for each of its columns; write a model for each table");
    }
    check_attributes(&item.attrs, errors);
    if matches!(item.fields, Fields::Named(_)) {
        return Some(());
    }
    errors
        .at(&item.ident, format!("the columns of `{}` have no names", item.ident))
        .help(format!("name them: `struct {} {{ #[key] id: i64 }}`", item.ident));
    None
}

fn check_attributes(attrs: &[Attribute], errors: &mut Errors) {
    for attr in attrs {
        if attr.path().is_ident("cfg") {
            errors
                .at(attr.path(), "what stands beside the model would not have this condition")
                .help("put `#[cfg(..)]` above `#[model]`");
        }
        if attr.path().is_ident("derive") {
            check_derives(attr, errors);
        }
    }
}

fn check_derives(attr: &Attribute, errors: &mut Errors) {
    let list = attr.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated);
    for path in list.into_iter().flatten() {
        let Some(end) = path.segments.last() else { continue };
        if DERIVED.iter().any(|name| end.ident == name) {
            errors
                .at(&path, format!("`#[model]` writes `{}` itself", end.ident))
                .help("remove it from the list");
        }
    }
}

fn table_name(input: &Input<'_>, errors: &mut Errors) -> Ident {
    let ident = &input.item.ident;
    let Some(table) = &input.table else {
        return Ident::new(&plural(&snake(&bare(ident))), ident.span());
    };
    let name = bare(table);
    if snake(&name) != name {
        errors.at(table, format!("the table `{name}` is not in snake case")).help(format!(
            "write `{} = {}`",
            TABLE.name,
            snake(&name)
        ));
    }
    table.clone()
}

fn check_count(input: &Input<'_>, columns: &[Column], errors: &mut Errors) {
    let ident = &input.item.ident;
    if columns.len() > MOST_COLUMNS {
        let field = input.fields.get(MOST_COLUMNS).map_or(ident, |field| field.ident);
        errors
            .at(field, format!("a model has at most {MOST_COLUMNS} columns"))
            .help("move some of them into a model of their own that belongs to this one");
    }
    let has_writer = |column: &Column| matches!(column.writer, Writer::Client | Writer::Server);
    if !columns.iter().any(has_writer) {
        errors
            .at(ident, format!("`{ident}` has no column to write to"))
            .help("add a field, such as `pub name: String,`");
    }
}

/// No two columns have one name, in the database or in JSON.
fn check_names(columns: &[Column], errors: &mut Errors) {
    for (index, column) in columns.iter().enumerate() {
        let before = &columns[..index];
        let Column { field, name, wire, .. } = column;
        if before.iter().any(|other| other.name == *name) {
            errors
                .at(field, format!("`{name}` is the name of two columns"))
                .help("give one of them another one: `#[column(name = …)]`");
        } else if before.iter().any(|other| other.wire == *wire) {
            errors
                .at(field, format!("`{wire}` is the name of two members on the wire"))
                .help("give one of them another one: `#[serde(rename = \"…\")]`");
        }
    }
}
