//! `#[column(default = …)]`: what the database puts in when nothing is given.
//!
//! Whether it is a value of the column's type is for the compiler to say.

use proc_macro2::Span;
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Expr, ExprLit, ExprUnary, Lit, UnOp};

use super::super::ir::{DefaultKind, DefaultValue};
use super::super::parse::{DEFAULT, Written};
use crate::errors::Errors;

pub(super) fn check_default(written: &Written<'_>, errors: &mut Errors) -> Option<DefaultValue> {
    let value = written.column.as_ref()?.default.as_ref()?;
    if written.key.is_some() {
        errors
            .at(value, "a key is generated or given, and never the same twice")
            .help(format!("remove `{} = …`", DEFAULT.name));
        return None;
    }
    let Some(kind) = kind(value) else {
        errors
            .at(value, "a default is a literal: `false`, `-7`, `1.5` or `\"Reader\"`")
            .help("what must be computed is given when the row is created");
        return None;
    };
    let span: Span = value.span();
    Some(DefaultValue { tokens: value.to_token_stream(), kind, span })
}

fn kind(value: &Expr) -> Option<DefaultKind> {
    match value {
        Expr::Lit(ExprLit { lit, .. }) => match lit {
            Lit::Bool(_) => Some(DefaultKind::Bool),
            Lit::Str(_) => Some(DefaultKind::Text),
            other => number(other),
        },
        Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr, .. }) => match &**expr {
            Expr::Lit(ExprLit { lit, .. }) => number(lit),
            _ => None,
        },
        _ => None,
    }
}

fn number(literal: &Lit) -> Option<DefaultKind> {
    match literal {
        Lit::Int(number) if number.suffix().is_empty() => Some(DefaultKind::Int),
        Lit::Float(number) if number.suffix().is_empty() => Some(DefaultKind::Float),
        _ => None,
    }
}
