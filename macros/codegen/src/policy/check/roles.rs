//! Roles: what each grants and includes.
//!
//! A circle of roles ends here.

use proc_macro2::{TokenStream, TokenTree};
use syn::{Attribute, Ident, ItemEnum, Meta, Variant};

use super::super::ir::{Grants, Role};
use super::{grants, member};
use crate::errors::Errors;
use crate::names::bare;

const FORM: &str = "write `#[grants(WritePosts)]` with the permissions that it grants and the roles \
    that it includes, `#[grants(all)]` for every permission, or `#[grants()]` for none";

/// One `#[grants(..)]`, by kind of name.
#[derive(Default)]
struct Written {
    all: Option<Ident>,
    permissions: Vec<Ident>,
    /// Index and name of each included role.
    roles: Vec<(usize, Ident)>,
}

/// Checks the variants of an enum of roles.
pub(super) fn check(item: &ItemEnum, errors: &mut Errors) -> Option<Vec<Role>> {
    let names: Vec<String> = item.variants.iter().map(|variant| bare(&variant.ident)).collect();
    let written: Vec<Written> =
        item.variants.iter().map(|variant| read(variant, &names, errors)).collect();
    let mut search =
        Search { written: &written, names: &names, path: Vec::new(), done: Vec::new() };
    (0..names.len()).for_each(|role| search.find_circles(role, errors));
    if !errors.is_empty() {
        return None;
    }
    let roles = item.variants.iter().enumerate().map(|(index, variant)| Role {
        member: member(variant),
        own: match &written[index] {
            Written { all: Some(_), .. } => Grants::All,
            Written { permissions, .. } => Grants::Some(permissions.clone()),
        },
        includes: included(index, &written),
    });
    Some(roles.collect())
}

fn read(variant: &Variant, names: &[String], errors: &mut Errors) -> Written {
    let ident = &variant.ident;
    let mut found = grants(variant);
    let Some(attr) = found.next() else {
        errors.at(ident, format!("role `{ident}` does not say what it grants")).help(FORM);
        return Written::default();
    };
    if let Some(second) = found.next() {
        errors
            .at(second.path(), format!("role `{ident}` has two `#[grants(..)]`"))
            .help("write all names into one");
    }
    let mut written = Written::default();
    for piece in pieces(attr, ident, errors) {
        if let Some(name) = name(&piece, errors) {
            written.add(name, names, errors);
        }
    }
    if let (Some(_), Some(permission)) = (&written.all, written.permissions.first()) {
        errors
            .at(permission, format!("`all` grants `{permission}` already"))
            .help(format!("remove `{permission}`, or `all`"));
    }
    written
}

/// What stands between the commas.
fn pieces(attr: &Attribute, role: &Ident, errors: &mut Errors) -> Vec<Vec<TokenTree>> {
    let Meta::List(list) = &attr.meta else {
        errors.at(attr.path(), format!("role `{role}` does not say what it grants")).help(FORM);
        return Vec::new();
    };
    let trees: Vec<TokenTree> = list.tokens.clone().into_iter().collect();
    let is_comma =
        |tree: &TokenTree| matches!(tree, TokenTree::Punct(punct) if punct.as_char() == ',');
    trees.split(is_comma).filter(|piece| !piece.is_empty()).map(<[_]>::to_vec).collect()
}

/// The name that a piece should be.
fn name(piece: &[TokenTree], errors: &mut Errors) -> Option<Ident> {
    if let [TokenTree::Ident(name)] = piece {
        return Some(name.clone());
    }
    let tokens: TokenStream = piece.iter().cloned().collect();
    let noted = errors.at(tokens, "expected the name of a permission or of a role");
    match piece.last() {
        Some(TokenTree::Ident(last)) => noted.help(format!("write the name alone: `{last}`")),
        Some(TokenTree::Literal(text)) => {
            noted.help(format!("write it without quotes: `{}`", text.to_string().trim_matches('"')))
        }
        _ => noted.help(FORM),
    };
    None
}

impl Written {
    fn add(&mut self, name: Ident, names: &[String], errors: &mut Errors) {
        let is_known = self.permissions.contains(&name)
            || self.roles.iter().any(|(_, role)| *role == name)
            || self.all.as_ref() == Some(&name);
        let text = bare(&name);
        if is_known {
            errors.at(&name, format!("`{text}` is listed twice")).help("remove one of them");
        } else if text == "all" {
            self.all = Some(name);
        } else if let Some(index) = names.iter().position(|known| *known == text) {
            self.roles.push((index, name));
        } else {
            self.permissions.push(name);
        }
    }
}

/// A search through the roles, depth first.
struct Search<'a> {
    written: &'a [Written],
    names: &'a [String],
    /// From where it started to where it is.
    path: Vec<usize>,
    done: Vec<usize>,
}

impl Search<'_> {
    fn find_circles(&mut self, role: usize, errors: &mut Errors) {
        if self.done.contains(&role) {
            return;
        }
        self.path.push(role);
        let written = self.written;
        for (included, name) in &written[role].roles {
            match self.path.iter().position(|passed| passed == included) {
                Some(start) => self.report(start, name, errors),
                None => self.find_circles(*included, errors),
            }
        }
        self.path.pop();
        self.done.push(role);
    }

    fn report(&self, start: usize, name: &Ident, errors: &mut Errors) {
        let circle: Vec<&str> =
            self.path[start..].iter().map(|role| self.names[*role].as_str()).collect();
        let way = match circle.as_slice() {
            [_] => String::new(),
            several => format!(": {} → {name}", several.join(" → ")),
        };
        errors
            .at(name, format!("role `{name}` includes itself{way}"))
            .help(format!("remove `{name}` here"));
    }
}

/// All roles that a role includes, itself among them.
fn included(role: usize, written: &[Written]) -> Vec<usize> {
    let mut found = vec![role];
    let mut next = 0;
    while let Some(role) = found.get(next) {
        let further: Vec<usize> = written[*role].roles.iter().map(|(index, _)| *index).collect();
        for index in further {
            if !found.contains(&index) {
                found.push(index);
            }
        }
        next += 1;
    }
    found.sort_unstable();
    found
}
