//! From what is written to what is meant; every mistake is reported.
//!
//! Nothing is generated here.

mod attribute;
mod field;

use syn::{GenericParam, Ident, Index, Member, Variant};

use self::attribute::{check_container, check_field};
use super::ir::{Dto, LeftOut};
use super::parse::{Input, Kind};
use crate::args::{CRATE, Known};
use crate::errors::Errors;
use crate::item::docs::Docs;
use crate::names::bare;
use crate::paths::Root;
use crate::rule::serde::{SerdeContainer, SerdeField, parse_container, parse_field, parse_variant};
use crate::shape::{Choice, Field, Shape, Wrapper, check_rules};

const OWNER: &str = "#[dto]";
const QUERY: Known = Known { name: "query", form: "query" };

const COLUMN: Known = Known { name: "column", form: "column" };

/// The options of `#[dto]`.
pub const OPTIONS: &[Known] = &[QUERY, COLUMN, CRATE];

pub(super) fn check(input: &Input<'_>, errors: &mut Errors) -> Option<Dto> {
    let Input { args, item, kind } = input;
    args.check(OWNER, OPTIONS, errors);
    let root = args.root(errors);
    let query = args.flag(QUERY, errors);
    let serde = parse_container(&item.attrs, OWNER, errors);
    check_container(&item.attrs, errors);
    let column = args.flag(COLUMN, errors);
    if let Some(piece) = args.get(COLUMN.name).filter(|_| matches!(kind, Kind::Object(_))) {
        let is_wrapper = serde.transparent && !query;
        if !is_wrapper {
            errors
                .at(&piece.tokens, "a struct of several values is no value of a column")
                .help("write a `#[model]` for it, or put `column` on a newtype or an enum");
        }
    }
    let mut checker = Checker { root, serde, input, column, left_out: Vec::new(), errors };
    if query && !matches!(kind, Kind::Object(_)) {
        checker.mistake(
            "only a struct with named fields can be a query",
            "every field is one parameter; name the fields, or remove `query`",
        );
        return None;
    }
    match kind {
        Kind::Object(fields) => return checker.object(fields, query),
        Kind::Wrapper(field) => return checker.wrapper(field),
        Kind::Choice(variants) => return Some(checker.choice(variants)),
        Kind::Tuple => checker.mistake(
            "several unnamed fields have no names on the wire",
            "name the fields: `struct Point { x: f64, y: f64 }`",
        ),
        Kind::Unit => checker.mistake(
            "a struct without fields has nothing to send",
            "give it fields; a route without a reply returns `NoContent`",
        ),
        Kind::Union => {
            checker.mistake("a union cannot be sent", "put `#[dto]` on a struct or an enum");
        }
    }
    None
}

struct Checker<'a, 'e> {
    root: Root,
    serde: SerdeContainer,
    input: &'a Input<'a>,
    /// Whether the type is to be one of a column.
    column: bool,
    left_out: Vec<LeftOut>,
    errors: &'e mut Errors,
}

impl Checker<'_, '_> {
    /// Reports what is wrong with the item as a whole.
    fn mistake(&mut self, message: &str, help: &str) {
        self.errors.at(&self.input.item.ident, message).help(help);
    }

    fn name(&self) -> String {
        self.serde.rename.clone().unwrap_or_else(|| bare(&self.input.item.ident))
    }

    fn docs(&self) -> Docs {
        Docs::read(&self.input.item.attrs)
    }

    fn object(mut self, written: &[(&Ident, &syn::Field)], query: bool) -> Option<Dto> {
        self.check_generics();
        let mut names = Vec::new();
        let mut fields = Vec::new();
        for (ident, field) in written {
            let serde = parse_field(&field.attrs, OWNER, self.errors);
            let wire = self.wire(ident, &serde);
            if !(serde.skip_serializing && serde.skip_deserializing) {
                self.check_names(ident, &wire, &serde.aliases, &mut names);
            }
            fields.extend(self.field(Member::Named((*ident).clone()), field, &serde, wire));
        }
        if self.serde.transparent {
            return self.transparent(fields);
        }
        check_rules(&fields, self.errors);
        let shape = Shape {
            ident: self.input.item.ident.clone(),
            generics: self.input.item.generics.clone(),
            name: self.name(),
            docs: self.docs(),
            fields,
            deny_unknown: self.serde.deny_unknown_fields,
            root: self.root,
        };
        Some(if query {
            Dto::Query(shape)
        } else {
            Dto::Message { shape, left_out: self.left_out }
        })
    }

    /// serde writes a transparent struct as its one field.
    fn transparent(mut self, fields: Vec<Field>) -> Option<Dto> {
        let count = fields.len();
        if let Ok([field]) = <[Field; 1]>::try_from(fields) {
            return Some(self.wrapped(field));
        }
        let text = format!("a transparent struct has one field, this one has {count}");
        self.mistake(&text, "remove `#[serde(transparent)]`");
        None
    }

    fn wrapper(mut self, written: &syn::Field) -> Option<Dto> {
        self.check_generics();
        let serde = parse_field(&written.attrs, OWNER, self.errors);
        if let Some(first) = serde.first {
            self.errors
                .at(first, "this means nothing on the value of a newtype")
                .help("the value is the whole JSON; remove the attribute");
        }
        let member = Member::Unnamed(Index::from(0));
        let field = self.field(member, written, &SerdeField::default(), String::new())?;
        Some(self.wrapped(field))
    }

    fn wrapped(self, field: Field) -> Dto {
        check_rules(std::slice::from_ref(&field), self.errors);
        let params = &self.input.item.generics.params;
        if self.column && !params.is_empty() {
            self.errors
                .at(params, "the type of a column has no parameters")
                .help("write a newtype for each type of value");
        }
        let wrapper = Wrapper {
            ident: self.input.item.ident.clone(),
            generics: self.input.item.generics.clone(),
            name: self.name(),
            docs: self.docs(),
            field,
            root: self.root,
        };
        Dto::Wrapper { wrapper, column: self.column }
    }

    fn choice(mut self, variants: &[&Variant]) -> Dto {
        let params = &self.input.item.generics.params;
        if !params.is_empty() {
            self.errors
                .at(params, "an enum without data has no use for parameters")
                .help("remove them");
        }
        if variants.is_empty() {
            self.mistake("an enum without variants has no value", "add a variant");
        }
        let mut names = Vec::new();
        let (mut values, mut idents) = (Vec::new(), Vec::new());
        for variant in variants {
            let Some(value) = self.value(variant, &mut names) else { continue };
            values.push((value, Docs::read(&variant.attrs)));
            idents.push(variant.ident.clone());
        }
        let choice = Choice {
            ident: self.input.item.ident.clone(),
            name: self.name(),
            docs: self.docs(),
            values,
            root: self.root,
        };
        Dto::Choice { choice, column: self.column.then_some(idents) }
    }

    /// The name of a variant on the wire, if it is there.
    fn value(&mut self, variant: &Variant, names: &mut Vec<String>) -> Option<String> {
        check_field(&variant.attrs, &[], self.errors);
        let serde = parse_variant(&variant.attrs, OWNER, self.errors);
        if !variant.fields.is_empty() {
            self.errors
                .at(&variant.fields, "variants with data are not understood by `#[dto]` yet")
                .help("remove the data, or write a struct whose fields are `Option`s");
        }
        if serde.skip {
            if self.column {
                self.errors
                    .at(&variant.ident, "a variant that serde skips has no text in a column")
                    .help("remove `#[serde(skip)]`");
            }
            return None;
        }
        let ident = &variant.ident;
        let name = bare(ident);
        let renamed = self.serde.rename_all.map(|case| case.variant(&name));
        let wire = serde.rename.or(renamed).unwrap_or(name);
        self.check_names(ident, &wire, &serde.aliases, names);
        Some(wire)
    }

    /// Two members of one name: serde would read only one of them.
    fn check_names(&mut self, ident: &Ident, wire: &str, more: &[String], names: &mut Vec<String>) {
        for name in std::iter::once(wire).chain(more.iter().map(String::as_str)) {
            if names.iter().any(|other| other == name) {
                self.errors
                    .at(ident, format!("`{name}` is the name of two members on the wire"))
                    .help(format!("give `{ident}` another one: `#[serde(rename = \"…\")]`"));
            }
            names.push(name.to_owned());
        }
    }

    fn check_generics(&mut self) {
        for param in &self.input.item.generics.params {
            match param {
                GenericParam::Type(_) => {}
                GenericParam::Lifetime(lifetime) => {
                    self.errors
                        .at(lifetime, "a `#[dto]` owns its data, it cannot borrow it")
                        .help("write `String` for `&str` and `Vec<T>` for `&[T]`");
                }
                GenericParam::Const(constant) => {
                    self.errors
                        .at(
                            &constant.ident,
                            "constant parameters are not understood by `#[dto]` yet",
                        )
                        .help("write the value where it is used");
                }
            }
        }
    }
}
