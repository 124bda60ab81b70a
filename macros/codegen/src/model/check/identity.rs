//! `identity(..)`: which columns identify a person, and which routes their accounts have.
//!
//! What the columns' types are is for the compiler to say.

use syn::Ident;

use super::super::ir::{AccountRoutes, Column, Identity, Index, Reader, Writer};
use super::super::parse::{self, IDENTITY, Input, MANAGE, ROUTES};
use crate::errors::{Errors, nearest};
use crate::names::bare;
use crate::rule::policy_expr::PolicyExpr;

pub(super) fn check_identity(
    input: &Input<'_>,
    columns: &[Column],
    errors: &mut Errors,
) -> Option<Identity> {
    let written = input.identity.as_ref()?;
    let routes = check_routes(written, errors);
    let mut field = |option: &str, value: &Option<Ident>| -> Option<Ident> {
        let Some(value) = value else {
            errors
                .at(&input.item.ident, format!("option `identity` needs `{option}`"))
                .help(format!("write `{}`", IDENTITY.form));
            return None;
        };
        let names: Vec<String> = input.fields.iter().map(|field| bare(field.ident)).collect();
        let name = bare(value);
        if names.contains(&name) {
            return Some(value.clone());
        }
        let noted = errors.at(value, format!("there is no field `{name}`"));
        match nearest(&name, names.iter().map(String::as_str)) {
            Some(near) => noted.help(format!("did you mean `{near}`?")),
            None => noted.help(format!("the fields are `{}`", names.join("`, `"))),
        };
        None
    };
    let login = field("login", &written.login);
    let password = field("password", &written.password);
    let role = field("role", &written.role);
    let identity = Identity { login: login?, password: password?, role: role?, routes };
    check_columns(&identity, columns, errors);
    if let Some(prefix) = &written.routes {
        check_registration(&identity, columns, prefix, errors);
    }
    Some(identity)
}

fn check_columns(identity: &Identity, columns: &[Column], errors: &mut Errors) {
    let Identity { login, password, .. } = identity;
    let is = |field: &Ident, holds: fn(&Column) -> bool| {
        columns.iter().any(|column| column.field == *field && holds(column))
    };
    if !is(login, |column| column.index == Index::Unique) {
        errors
            .at(login, format!("two people could have the same `{login}`"))
            .help(format!("write `#[unique]` on the field `{login}`"));
    }
    if !is(password, |column| column.reader == Reader::Nobody) {
        errors
            .at(password, format!("everybody could read `{password}`"))
            .help(format!("write `#[secret]` on the field `{password}`"));
    }
}

/// The prefix and the policy; `manage` without routes is a policy over nothing.
fn check_routes(written: &parse::Identity, errors: &mut Errors) -> Option<AccountRoutes> {
    let manage = written.manage.as_ref().and_then(|tokens| {
        let policy = PolicyExpr::parse(tokens.clone(), errors)?;
        if let Some(object) = policy.objects().first() {
            errors
                .at(object, "accounts are managed under a policy without a resource")
                .help(format!("write `{}`", MANAGE.form));
            return None;
        }
        if matches!(policy, PolicyExpr::Public) {
            errors
                .at(tokens, "everybody could manage all accounts")
                .help(format!("write `{}`", MANAGE.form));
            return None;
        }
        Some(policy)
    });
    let Some(literal) = &written.routes else {
        if let Some(tokens) = &written.manage {
            errors
                .at(tokens, "there are no routes to manage accounts by")
                .help(format!("write `{}` beside it", ROUTES.form));
        }
        return None;
    };
    let prefix = literal.value();
    let is_path = prefix.starts_with('/') && !prefix.ends_with('/');
    if !is_path || prefix.contains(['{', '}', ' ', '?', '#']) {
        errors
            .at(literal, "the routes of accounts have no such prefix")
            .help(format!("write `{}`", ROUTES.form));
        return None;
    }
    Some(AccountRoutes { prefix, manage })
}

/// Whether a client and a password are enough to create a row.
fn check_registration(
    identity: &Identity,
    columns: &[Column],
    prefix: &syn::LitStr,
    errors: &mut Errors,
) {
    let Identity { login, password, .. } = identity;
    let forgotten = columns.iter().find(|column| {
        let is_other = column.field != *password && column.field != *login;
        column.writer == Writer::Server && column.is_required() && is_other
    });
    if let Some(column) = forgotten {
        let name = bare(&column.field);
        errors
            .at(prefix, format!("nobody gives `{name}` when somebody registers"))
            .help(format!("give it a default: `#[column(default = …)]` on the field `{name}`"));
    }
    let is_given = columns.iter().any(|column| {
        column.field == *login && column.writer == Writer::Client && column.is_required()
    });
    if !is_given {
        errors
            .at(login, format!("nobody gives `{login}` when somebody registers"))
            .help(format!("let clients give the field `{login}`, without a default"));
    }
}
