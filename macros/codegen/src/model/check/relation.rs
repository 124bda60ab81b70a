//! `#[belongs_to(User)]`: a column that holds the key of another row.
//!
//! Whether the other type is a model, and what its key is, the compiler says.

use proc_macro2::Span;
use quote::ToTokens;
use syn::{Ident, Path};

use super::super::ir::{Column, Joinable, OnDelete, Relation};
use super::super::parse::{BelongsTo, Input, ON_DELETE, Written};
use crate::errors::Errors;
use crate::names::{bare, plural};

/// The methods of every model.
pub(super) const METHODS: &[&str] = &[
    "count",
    "create",
    "create_many",
    "delete",
    "exists",
    "find",
    "key",
    "query",
    "restore",
    "update",
    "version",
    "with_deleted",
];

pub(super) fn check_relation(
    input: &Input<'_>,
    written: &Written<'_>,
    before: &[Column],
    nullable: bool,
    errors: &mut Errors,
) -> Option<Relation> {
    let belongs_to = written.belongs_to.as_ref()?;
    let target = belongs_to.target.clone()?;
    let field = bare(written.ident);
    let name = field.strip_suffix("_id").filter(|name| !name.is_empty()).unwrap_or(&field);
    if METHODS.contains(&name) {
        errors
            .at(written.ident, format!("`{name}` is a method of every model"))
            .help(format!("call the field otherwise, such as `parent_{name}_id`"));
    }
    let span = Span::mixed_site().located_at(written.ident.span());
    let is_only = same_target(input, &target) == 1;
    let joinable = joinable(input, belongs_to, &target, before, errors);
    Some(Relation {
        target: if target.is_ident("Self") { input.item.ident.clone().into() } else { target },
        accessor: Ident::new(name, span),
        loader: Ident::new(&format!("load_{}", plural(name)), span),
        is_only,
        joinable,
        on_delete: on_delete(belongs_to.on_delete.as_ref(), nullable, errors),
    })
}

fn on_delete(word: Option<&Ident>, nullable: bool, errors: &mut Errors) -> OnDelete {
    let Some(word) = word else { return OnDelete::Restrict };
    match bare(word).as_str() {
        "restrict" => OnDelete::Restrict,
        "cascade" => OnDelete::Cascade,
        "set_null" if nullable => OnDelete::SetNull,
        "set_null" => {
            errors
                .at(word, "a column that is never null cannot be set to null")
                .help("make the field an `Option`, or write `on_delete = cascade`");
            OnDelete::Restrict
        }
        other => {
            errors
                .at(word, format!("`{other}` is nothing that can happen to a row"))
                .help(format!("write `{}`, `restrict` or `set_null`", ON_DELETE.form));
            OnDelete::Restrict
        }
    }
}

fn joinable(
    input: &Input<'_>,
    belongs_to: &BelongsTo<'_>,
    target: &Path,
    before: &[Column],
    errors: &mut Errors,
) -> Joinable {
    if let Some(option) = &belongs_to.joinable {
        if option.value {
            errors
                .at(option, "two tables with one reference are joinable already")
                .help("remove `joinable = true`");
        }
        return Joinable::No;
    }
    if target.is_ident("Self") || target.is_ident(&input.item.ident) {
        return Joinable::No;
    }
    let text = text(target);
    let same = |other: &Relation| self::text(&other.target) == text;
    if before.iter().filter_map(|column| column.relation.as_ref()).any(same) {
        return Joinable::No;
    }
    if same_target(input, target) > 1 { Joinable::Together } else { Joinable::Yes }
}

/// The number of references to a model.
fn same_target(input: &Input<'_>, target: &Path) -> usize {
    let is_self = |path: &Path| path.is_ident("Self") || path.is_ident(&input.item.ident);
    let text = text(target);
    let targets =
        input.fields.iter().filter_map(|field| field.belongs_to.as_ref()?.target.as_ref());
    targets.filter(|path| self::text(path) == text || is_self(path) && is_self(target)).count()
}

fn text(path: &Path) -> String {
    path.to_token_stream().to_string()
}
