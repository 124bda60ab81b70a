//! What stands on one side of a comparison: a field of the row, or a value that is free of it.

use quote::ToTokens;
use syn::{Expr, ExprCall, ExprField, ExprMethodCall, ExprUnary, Ident, Member, UnOp};

use super::super::super::ir::{Field, View};
use super::mention::Names;

/// One side of a comparison.
pub(super) enum Side {
    /// A field of the row.
    Field(Field),
    /// `None`
    Nothing,
    /// What is free of the row.
    Value(Expr),
    /// What a database does not know.
    Unknown,
}

/// Reads one side.
pub(super) fn read(expr: &Expr, names: &Names) -> Side {
    if let Some(field) = field(expr, names) {
        return Side::Field(field);
    }
    match expr {
        Expr::Paren(inner) => read(&inner.expr, names),
        Expr::Group(inner) => read(&inner.expr, names),
        Expr::Path(path) if path.path.is_ident("None") => Side::Nothing,
        other if names.is_free(other.to_token_stream()) => Side::Value(other.clone()),
        _ => Side::Unknown,
    }
}

fn field(expr: &Expr, names: &Names) -> Option<Field> {
    match expr {
        Expr::Paren(inner) => field(&inner.expr, names),
        Expr::Group(inner) => field(&inner.expr, names),
        Expr::Reference(reference) if reference.mutability.is_none() => {
            field(&reference.expr, names)
        }
        Expr::Path(path) => names.field_of(path.path.get_ident()?),
        Expr::Field(ExprField { base, member: Member::Named(name), .. }) => {
            let resource = resource(base, names)?;
            Some(Field { resource: resource.clone(), name: name.clone(), views: Vec::new() })
        }
        Expr::MethodCall(call) if call.args.is_empty() => view(call, names),
        Expr::Call(call) => some(call, names),
        _ => None,
    }
}

/// `post`, `(*post)`
fn resource<'a>(base: &'a Expr, names: &Names) -> Option<&'a Ident> {
    match base {
        Expr::Paren(inner) => resource(&inner.expr, names),
        Expr::Unary(ExprUnary { op: UnOp::Deref(_), expr, .. }) => resource(expr, names),
        Expr::Path(path) => path.path.get_ident().filter(|name| names.is_resource(name)),
        _ => None,
    }
}

/// The field as something that is compared as the field is.
fn view(call: &ExprMethodCall, names: &Names) -> Option<Field> {
    let view = match call.method.to_string().as_str() {
        "as_str" => View::AsStr,
        "as_deref" => View::AsDeref,
        "clone" => return field(&call.receiver, names),
        _ => return None,
    };
    Some(field(&call.receiver, names)?.seen(view))
}

/// `Some(post.author_id)`
fn some(call: &ExprCall, names: &Names) -> Option<Field> {
    let Expr::Path(function) = &*call.func else { return None };
    match call.args.first() {
        Some(value) if call.args.len() == 1 && function.path.is_ident("Some") => {
            Some(field(value, names)?.seen(View::Some))
        }
        _ => None,
    }
}

impl Field {
    fn seen(mut self, view: View) -> Self {
        self.views.push(view);
        self
    }
}
