//! Which names speak of the row, and which expressions are free of it.
//!
//! It looks at single tokens only: a name that is meant otherwise costs a translation, and never
//! makes a wrong one.

use std::collections::HashMap;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{BinOp, Expr, ExprBinary, Ident, Pat};

use super::super::super::ir::Field;

/// What leaves the function, or a loop around the expression.
const LEAVING: [&str; 4] = ["return", "break", "continue", "yield"];

/// The names that speak of the row.
#[derive(Default, Clone)]
pub(super) struct Names(HashMap<String, Meaning>);

#[derive(Clone)]
enum Meaning {
    Resource,
    Field(Field),
    Condition,
}

impl Names {
    pub(super) fn resource(&mut self, name: &Ident) {
        self.0.insert(name.to_string(), Meaning::Resource);
    }

    pub(super) fn field(&mut self, name: &Ident, field: Field) {
        self.0.insert(name.to_string(), Meaning::Field(field));
    }

    pub(super) fn condition(&mut self, name: &Ident) {
        self.0.insert(name.to_string(), Meaning::Condition);
    }

    pub(super) fn is_resource(&self, name: &Ident) -> bool {
        matches!(self.0.get(&name.to_string()), Some(Meaning::Resource))
    }

    pub(super) fn is_condition(&self, name: &Ident) -> bool {
        matches!(self.0.get(&name.to_string()), Some(Meaning::Condition))
    }

    /// The field that the name was given to.
    pub(super) fn field_of(&self, name: &Ident) -> Option<Field> {
        match self.0.get(&name.to_string()) {
            Some(Meaning::Field(field)) => Some(field.clone()),
            _ => None,
        }
    }

    /// Whether `let pattern = expr;` is free of the row, and hides none of its names.
    pub(super) fn is_constant(&self, pattern: &Pat, expr: &Expr) -> bool {
        self.is_free(pattern.to_token_stream()) && self.is_free(expr.to_token_stream())
    }

    /// Whether the expression is free of the row, and stands for itself.
    pub(super) fn is_constant_condition(&self, expr: &Expr) -> bool {
        !has_let(expr) && self.is_free(expr.to_token_stream())
    }

    pub(super) fn is_free(&self, tokens: TokenStream) -> bool {
        tokens.into_iter().all(|tree| match tree {
            TokenTree::Ident(name) => {
                let name = name.to_string();
                !self.0.contains_key(&name) && !LEAVING.contains(&name.as_str())
            }
            TokenTree::Group(group) => self.is_free(group.stream()),
            // `format!("{post}")`
            TokenTree::Literal(text) => {
                let text = text.to_string();
                !text.contains('{') || !self.0.keys().any(|name| text.contains(name.as_str()))
            }
            TokenTree::Punct(_) => true,
        })
    }
}

/// Whether it is the condition of an `if let`.
fn has_let(expr: &Expr) -> bool {
    match expr {
        Expr::Let(_) => true,
        Expr::Binary(ExprBinary { left, op: BinOp::And(_), right, .. }) => {
            has_let(left) || has_let(right)
        }
        _ => false,
    }
}
