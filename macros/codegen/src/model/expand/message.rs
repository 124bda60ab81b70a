//! The model and its companions as they go over the wire.
//!
//! Which columns are in which message is said here; what a rule is in a schema is said in `shape`.

use syn::{Generics, Ident, Member, Type};

use super::super::ir::{Column, Model, Writer};
use super::access::{READ, WRITE, rule};
use super::companion;
use crate::item::docs::Docs;
use crate::names::bare;
use crate::shape::{Direction, Field, Given, Guard, Presence, Shape, default_value};

/// The row in a response: everything is always there.
pub(super) fn of_row(model: &Model) -> Shape {
    let fields = model.columns.iter().filter(|column| column.is_shown()).map(|column| Field {
        presence: Presence::Required,
        direction: match column.writer {
            Writer::Client => Direction::Both,
            _ => Direction::ReadOnly,
        },
        read: column.read.as_ref().map(|_| rule(model, column, READ)),
        ..plain(column, typed(column))
    });
    shape(model, model.ident.clone(), model.docs.clone(), fields.collect())
}

/// A new row in a request: what may be null or has a default may be left out.
pub(super) fn of_create(model: &Model) -> Shape {
    let fields = model.client().map(|column| {
        let mut field = plain(column, typed(column));
        if let Some(default) = &column.default {
            field.presence = Presence::Optional;
            field.default = Some(default_value(&model.root, &default.tokens));
        }
        field.guard = guard(model, column, Given::New);
        field
    });
    let docs = docs(&format!("What is given of a new `{}`.", bare(&model.ident)));
    shape(model, companion(&model.ident, "Create"), docs, fields.collect())
}

/// A change in a request: what is left out stays as it is.
pub(super) fn of_update(model: &Model) -> Shape {
    let fields = model.client_changes().map(|column| Field {
        presence: Presence::Optional,
        guard: guard(model, column, Given::Change),
        ..plain(column, typed(column))
    });
    let docs = docs(&format!(
        "What is changed of a `{}`: what is left out stays as it is.",
        bare(&model.ident)
    ));
    shape(model, companion(&model.ident, "Update"), docs, fields.collect())
}

fn shape(model: &Model, ident: Ident, docs: Docs, fields: Vec<Field>) -> Shape {
    Shape {
        root: model.root.clone(),
        generics: Generics::default(),
        name: bare(&ident),
        deny_unknown: ident != model.ident,
        ident,
        docs,
        fields,
    }
}

fn guard(model: &Model, column: &Column, of: Given) -> Option<Guard> {
    column.write.as_ref()?;
    Some(Guard { rule: rule(model, column, WRITE), of })
}

fn plain(column: &Column, ty: Type) -> Field {
    Field {
        rules: column.rules.clone(),
        docs: column.docs.clone(),
        examples: column.examples.clone(),
        ..Field::plain(Member::Named(column.field.clone()), column.wire.clone(), ty)
    }
}

fn typed(column: &Column) -> Type {
    if column.nullable { Type::Verbatim(column.field_type()) } else { column.ty.clone() }
}

fn docs(text: &str) -> Docs {
    Docs::read(&[syn::parse_quote!(#[doc = #text])])
}
