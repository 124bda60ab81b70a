//! The relations that other models declare, seen from here.
//!
//! Whether the other models do declare them, the compiler says.

use proc_macro2::Span;
use syn::Ident;

use super::super::ir::{Children, Column, Link};
use super::super::parse::{ChildrenArgs, HAS_MANY, HAS_ONE, Input, MANY_TO_MANY};
use super::relation::METHODS;
use crate::errors::Errors;
use crate::names::{bare, plural, snake};

pub(super) fn check_children(
    input: &Input<'_>,
    columns: &[Column],
    errors: &mut Errors,
) -> Vec<Children> {
    let mut found: Vec<Children> = Vec::new();
    for written in &input.children {
        let Some(children) = check_one(input, written, errors) else { continue };
        let name = bare(&children.accessor);
        let relations = columns.iter().filter_map(|column| column.relation.as_ref());
        let mut taken = relations
            .map(|relation| &relation.accessor)
            .chain(found.iter().map(|one| &one.accessor));
        if METHODS.contains(&name.as_str()) || taken.any(|other| bare(other) == name) {
            errors
                .at(&written.target, format!("`{name}` is a method of this model already"))
                .help("give the relation another name: `name = …`");
        }
        found.push(children);
    }
    found
}

fn check_one(input: &Input<'_>, written: &ChildrenArgs, errors: &mut Errors) -> Option<Children> {
    let ChildrenArgs { tokens, option, target, by, through, name } = written;
    if input.fields.iter().filter(|field| field.key.is_some()).count() > 1 {
        errors
            .at(tokens, "nothing refers to a row by a composite key")
            .help("give the model a key of one field: `#[key] pub id: i64,`");
        return None;
    }
    let last = target.segments.last()?;
    let noun = snake(&bare(&last.ident));
    let is_one = option.name == HAS_ONE.name;
    let text = match name {
        Some(name) => bare(name),
        None if is_one => noun,
        None => plural(&noun),
    };
    let link = match (option.name, through) {
        (name, _) if name == HAS_MANY.name => Link::Many,
        (name, _) if name == HAS_ONE.name => Link::One,
        (_, Some(through)) => Link::Through(through.clone()),
        (_, None) => {
            errors
                .at(tokens, "the model between the two is missing")
                .help(format!("write `{}`", MANY_TO_MANY.form));
            return None;
        }
    };
    let itself = target.is_ident("Self") || target.is_ident(&input.item.ident);
    let span = Span::mixed_site().located_at(last.ident.span());
    let loader = if is_one { plural(&text) } else { text.clone() };
    Some(Children {
        target: if itself { input.item.ident.clone().into() } else { target.clone() },
        by: by.clone(),
        link,
        accessor: Ident::new(&text, span),
        loader: Ident::new(&format!("load_{loader}"), span),
        // In a condition, a table cannot be told from itself.
        filter: (!itself).then(|| Ident::new(&format!("has_{text}"), span)),
    })
}
