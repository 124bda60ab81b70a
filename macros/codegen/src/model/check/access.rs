//! `#[column(read = …, write = …)]`: rules for one field.
//!
//! Whether a path is a policy, and of which rows, is for the compiler to say.

use proc_macro2::{Ident, TokenStream, TokenTree};

use super::super::ir::{Column, Reader, Writer};
use super::super::parse::{Access, DEFAULT, Written};
use crate::errors::Errors;
use crate::names::bare;
use crate::rule::policy_expr::PolicyExpr;

pub(super) fn check_access(written: &Written<'_>, column: &mut Column, errors: &mut Errors) {
    let Some(args) = &written.column else { return };
    if let Some(read) = &args.read {
        check_read(read, column, errors);
        column.read = check_policy(read, errors);
    }
    if let Some(write) = &args.write {
        check_write(write, column, errors);
        column.write = check_policy(write, errors);
    }
}

fn check_policy(access: &Access, errors: &mut Errors) -> Option<PolicyExpr> {
    let policy = PolicyExpr::parse(access.policy.clone(), errors)?;
    if let Some(public) = find_public(access.policy.clone()) {
        errors
            .at(public, "this is the default: whoever may call the route")
            .help(format!("remove `{} = …`, or leave `public` out of it", access.word));
        return None;
    }
    Some(policy)
}

/// The word `public`, where it is a whole policy.
fn find_public(tokens: TokenStream) -> Option<Ident> {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let is_colon = |at: Option<usize>| matches!(at.and_then(|at| trees.get(at)), Some(TokenTree::Punct(sign)) if sign.as_char() == ':');
    trees.iter().enumerate().find_map(|(at, tree)| match tree {
        TokenTree::Group(group) => find_public(group.stream()),
        TokenTree::Ident(word) if word == "public" => {
            let is_part = is_colon(at.checked_sub(1)) || is_colon(Some(at + 1));
            (!is_part).then(|| word.clone())
        }
        _ => None,
    })
}

fn check_read(read: &Access, column: &Column, errors: &mut Errors) {
    let (what, help) = match (column.reader, column.writer) {
        (Reader::Nobody, _) => ("nobody reads a secret", "remove it, or `#[secret]`"),
        (Reader::Server, _) => ("no response has this column", "remove it, or `#[serde(skip)]`"),
        _ if column.key => ("everybody who sees a row sees its key", "remove it"),
        (_, Writer::Version) => {
            ("everybody who sees a row sees its version, which is its `ETag`", "remove it")
        }
        _ => return,
    };
    errors.at(&read.word, what).help(help);
}

fn check_write(write: &Access, column: &Column, errors: &mut Errors) {
    if column.key {
        errors.at(&write.word, "a key is never changed").help("remove it");
        return;
    }
    if column.writer != Writer::Client {
        errors.at(&write.word, "no client writes this column").help("remove it");
        return;
    }
    if column.is_required() {
        let name = bare(&column.field);
        errors
            .at(
                &write.word,
                format!("who may not write `{name}` could not create a row without it"),
            )
            .help(format!(
                "give it a default: `#[column({})]`, or make it an `Option`",
                DEFAULT.form
            ));
    }
}
