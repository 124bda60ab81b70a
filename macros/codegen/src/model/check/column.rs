//! One field and what its attributes make of its column.
//!
//! Its type is looked at for one thing only: whether it is an `Option`.

use syn::{Attribute, Ident, LitStr};

use super::super::ir::{Column, Index, Reader, Writer};
use super::super::parse::{self, FILTER, Input, SORT, Written};
use super::access::check_access;
use super::clock::{self, check_generated};
use super::default::check_default;
use super::key;
use super::relation::check_relation;
use super::rule::check_rules;
use crate::errors::Errors;
use crate::item::docs::Docs;
use crate::item::option::inside_option;
use crate::names::bare;
use crate::rule::case::Case;
use crate::rule::example::parse_examples;
use crate::rule::serde::{SerdeField, parse_field};
use crate::rule::validate::parse_rules;

/// What the module of a table has beside the columns.
const TAKEN: &[&str] = &["all_columns", "columns", "dsl", "table"];

/// Parameters of lists.
const PARAMETERS: &[&str] = &["after", "limit", "page", "per_page", "sort", "total"];

/// Helper attributes of other macros: legal to the compiler, and meaningless on a column.
const FOREIGN: &[&str] = &["detail", "grants", "status", "transparent"];

pub(super) fn check_columns(
    input: &Input<'_>,
    table: &Ident,
    case: Option<Case>,
    errors: &mut Errors,
) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for written in &input.fields {
        check_attributes(written, errors);
        check_ident(written.ident, table, errors);
        let serde = parse_field(&written.field.attrs, parse::OWNER, errors);
        check_serde(&serde, errors);
        let writer = writer(input, written, &serde);
        let reader = reader(written, &serde);
        check_generated(written, writer, errors);
        check_pairs(written, errors);
        let mut column = plain(written, writer, reader, wire(written.ident, &serde, case));
        column.default = check_default(written, errors);
        check_access(written, &mut column, errors);
        check_query(written, &column, errors);
        column.relation = check_relation(input, written, &columns, column.nullable, errors);
        column.examples = parse_examples(&written.field.attrs, errors);
        column.rules = parse_rules(&written.field.attrs, errors);
        check_rules(&column, errors);
        columns.push(column);
    }
    columns
}

fn plain(written: &Written<'_>, writer: Writer, reader: Reader, wire: String) -> Column {
    let ty = &written.field.ty;
    let inner = inside_option(ty);
    let column = written.column.as_ref();
    let renamed = column.and_then(|column| column.name.as_ref());
    let before = column.and_then(|column| column.renamed_from.as_ref());
    let check = column.and_then(|column| column.check.as_ref());
    Column {
        field: written.ident.clone(),
        name: bare(renamed.unwrap_or(written.ident)),
        renamed_from: before.map(bare),
        wire,
        ty: inner.unwrap_or(ty).clone(),
        nullable: inner.is_some(),
        key: written.key.is_some(),
        writer,
        reader,
        index: match (written.unique, written.index) {
            (Some(_), _) => Index::Unique,
            (None, Some(_)) => Index::Many,
            (None, None) => Index::None,
        },
        filter: column.is_some_and(|column| column.filter.is_some()),
        sort: column.is_some_and(|column| column.sort.is_some()),
        default: None,
        read: None,
        write: None,
        check: check.map(LitStr::value),
        relation: None,
        rules: Vec::new(),
        examples: Vec::new(),
        docs: Docs::read(&written.field.attrs),
    }
}

/// Clients ask for what they see.
fn check_query(written: &Written<'_>, column: &Column, errors: &mut Errors) {
    let args = written.column.as_ref();
    let words = [
        (args.and_then(|args| args.filter.as_ref()), FILTER.name),
        (args.and_then(|args| args.sort.as_ref()), SORT.name),
    ];
    for (word, name) in words {
        let Some(word) = word else { continue };
        let why = match column.read {
            _ if !column.is_shown() => "no response has this column",
            Some(_) => "not everybody reads this column",
            None => continue,
        };
        errors
            .at(word, format!("whoever can {name} by a column finds out what is in it"))
            .help(format!("remove `{name}`: {why}"));
    }
    if let Some(word) = args.and_then(|args| args.filter.as_ref())
        && PARAMETERS.contains(&column.wire.as_str())
    {
        errors
            .at(word, format!("the parameter `{}` says which page is wanted", column.wire))
            .help("give the member another name: `#[serde(rename = \"…\")]`");
    }
}

fn check_attributes(written: &Written<'_>, errors: &mut Errors) {
    for attr in &written.field.attrs {
        let path = attr.path();
        if path.is_ident("cfg") {
            errors
                .at(path, "a column is there or it is not")
                .help("a table does not change with the build; remove `#[cfg(..)]`");
        } else if FOREIGN.iter().any(|name| path.is_ident(name)) {
            let name = path.get_ident().map(ToString::to_string).unwrap_or_default();
            errors.at(path, format!("`#[{name}]` means nothing on a column")).help("remove it");
        }
    }
}

fn check_ident(ident: &Ident, table: &Ident, errors: &mut Errors) {
    let name = bare(ident);
    if TAKEN.contains(&name.as_str()) || name == bare(table) {
        errors.at(ident, format!("`{table}::{name}` is something else already")).help(format!(
            "call the field otherwise; its column may keep the name: `#[column(name = {name})]`"
        ));
    }
}

fn check_serde(serde: &SerdeField, errors: &mut Errors) {
    let skips = (serde.skip_serializing, serde.skip_deserializing);
    let is_half = matches!(skips, (true, false) | (false, true));
    let has_more =
        !serde.aliases.is_empty() || serde.default.is_some() || serde.skip_serializing_if.is_some();
    if let Some(first) = serde.first.as_ref().filter(|_| is_half || has_more) {
        errors
            .at(first, "of serde's attributes, a column knows `rename` and `skip`")
            .help("write `#[read_only]` for what clients only read, `#[secret]` for what they never see, `#[column(default = …)]` for a default");
    }
}

fn wire(ident: &Ident, serde: &SerdeField, case: Option<Case>) -> String {
    let name = bare(ident);
    let renamed = case.map(|case| case.field(&name));
    serde.rename.clone().or(renamed).unwrap_or(name)
}

fn writer(input: &Input<'_>, written: &Written<'_>, serde: &SerdeField) -> Writer {
    let is_role = |identity: &parse::Identity| identity.role.as_ref() == Some(written.ident);
    if let Some(writer) = clock::writer(input, written).or_else(|| key::writer(input, written)) {
        writer
    } else if written.belongs_to.is_some()
        || written.secret.is_some()
        || written.read_only.is_some()
        || serde.skip_deserializing
        || input.identity.as_ref().is_some_and(is_role)
    {
        Writer::Server
    } else {
        Writer::Client
    }
}

fn reader(written: &Written<'_>, serde: &SerdeField) -> Reader {
    match (written.secret, serde.skip_serializing) {
        (Some(_), _) => Reader::Nobody,
        (None, true) => Reader::Server,
        (None, false) => Reader::Client,
    }
}

/// Attributes that say the same, or contradict each other.
fn check_pairs(written: &Written<'_>, errors: &mut Errors) {
    let belongs_to = written.belongs_to.as_ref().map(|belongs_to| belongs_to.attr);
    let pairs: [(Option<&Attribute>, Option<&Attribute>, &str); 4] = [
        (written.unique, written.index, "a unique column has an index already"),
        (belongs_to, written.index, "a reference has an index already"),
        (belongs_to, written.read_only, "clients cannot write a reference anyway"),
        (written.secret, written.read_only, "clients cannot even read a secret"),
    ];
    for (one, other, message) in pairs {
        if let (Some(_), Some(other)) = (one, other) {
            errors.at(other.path(), message).help("remove it");
        }
    }
}
