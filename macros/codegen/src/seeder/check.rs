//! From arguments and function to a [`Seeder`], with every mistake reported.
//!
//! Whether the functions that it runs after are seeders is not asked here: the runtime knows when all
//! are put together.

use syn::{Expr, ExprLit, Lit, Path};

use super::ir::Seeder;
use super::parse::{AFTER, Input};
use crate::args::Piece;
use crate::errors::Errors;
use crate::item::function::Function;
use crate::item::work::{self, Kind};
use crate::names::bare;

const KIND: Kind = Kind {
    name: "seeder",
    caller: "a command",
    why_one_type: "a seeder is found by its name alone",
};

pub(super) fn check_seeder(input: Input, item: &Function, errors: &mut Errors) -> Seeder {
    let after = input.after.map(|(option, list)| check_after(&option, &list, item, errors));
    work::check_signature(item, KIND, errors);
    let resources = work::check_arguments(item, KIND, errors);
    Seeder {
        root: input.root,
        cfg: item.conditions(),
        ident: item.sig.ident.clone(),
        after: after.unwrap_or_default(),
        resources,
        output: item.output().cloned(),
    }
}

fn check_after(option: &Piece, list: &[Piece], item: &Function, errors: &mut Errors) -> Vec<Path> {
    if list.is_empty() {
        errors
            .at(option, "option `after` names no seeder")
            .help(format!("write `{}`, or leave it out", AFTER.form));
    }
    let mut after: Vec<Path> = Vec::new();
    for piece in list {
        let Some(path) = check_path(piece, errors) else { continue };
        if path.is_ident(&item.sig.ident) {
            errors
                .at(&path, format!("seeder `{}` runs after itself", bare(&item.sig.ident)))
                .help("name the seeders whose rows it needs");
        } else if after.contains(&path) {
            let name = quote::quote!(#path).to_string().replace(' ', "");
            errors
                .at(&path, format!("seeder `{name}` is named twice"))
                .help(format!("name it once: it runs before `{}`", bare(&item.sig.ident)));
        } else {
            after.push(path);
        }
    }
    after
}

fn check_path(piece: &Piece, errors: &mut Errors) -> Option<Path> {
    if let Ok(path) = syn::parse2::<Path>(piece.tokens.clone()) {
        return Some(path);
    }
    let noted = errors.at(piece, "this is no path to a seeder");
    match text(piece) {
        Some(name) => noted.help(format!("name the function, without quotes: `after({name})`")),
        None => noted.help(format!("write `{}`", AFTER.form)),
    };
    None
}

/// A name that stands in quotes.
fn text(piece: &Piece) -> Option<String> {
    match syn::parse2::<Expr>(piece.tokens.clone()) {
        Ok(Expr::Lit(ExprLit { lit: Lit::Str(text), .. })) => {
            syn::parse_str::<Path>(&text.value()).ok().map(|_| text.value())
        }
        _ => None,
    }
}
