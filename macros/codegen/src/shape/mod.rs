//! Structs that go over the wire: their rules and their schema, for every macro that makes one.
//!
//! What a field's type can do is left to the compiler: nothing here reads a type.

mod bound;
mod schema;
mod validate;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Expr, Generics, Ident, Member, Type};

use crate::errors::Errors;
use crate::item::docs::Docs;
use crate::paths::Root;
use crate::rule::validate::{Kind, Rule};

pub use schema::{expand_choice_schema, expand_schema, expand_wrapper_schema};
pub use validate::{expand_validate, expand_wrapper_validate};

/// A struct with named fields: an object on the wire.
#[derive(Debug)]
pub struct Shape {
    /// Where the runtime is.
    pub root: Root,
    /// The struct.
    pub ident: Ident,
    /// Its type parameters.
    pub generics: Generics,
    /// The name of its schema.
    pub name: String,
    /// Its description.
    pub docs: Docs,
    /// The fields that are on the wire, in order.
    pub fields: Vec<Field>,
    /// Whether other members are refused.
    pub deny_unknown: bool,
}

/// A struct around one value, which stands for it on the wire.
#[derive(Debug)]
pub struct Wrapper {
    /// Where the runtime is.
    pub root: Root,
    /// The struct.
    pub ident: Ident,
    /// Its type parameters.
    pub generics: Generics,
    /// The name of its schema.
    pub name: String,
    /// Its description.
    pub docs: Docs,
    /// The value.
    pub field: Field,
}

/// An enum without data: a text that is one of a few.
#[derive(Debug)]
pub struct Choice {
    /// Where the runtime is.
    pub root: Root,
    /// The enum.
    pub ident: Ident,
    /// The name of its schema.
    pub name: String,
    /// Its description.
    pub docs: Docs,
    /// The texts and what they mean.
    pub values: Vec<(String, Docs)>,
}

/// A field that is on the wire.
#[derive(Debug)]
pub struct Field {
    /// The field.
    pub member: Member,
    /// Its name on the wire.
    pub wire: String,
    /// Its type.
    pub ty: Type,
    /// Its rules.
    pub rules: Vec<Rule>,
    /// Its description.
    pub docs: Docs,
    /// Whether it may be left out.
    pub presence: Presence,
    /// Who sends it.
    pub direction: Direction,
    /// An expression of type `Option<serde_json::Value>`: what it is when it is left out.
    pub default: Option<TokenStream>,
    /// How it may look: values that serialize.
    pub examples: Vec<Expr>,
    /// Who reads it: a constant of the type `Rule`.
    pub read: Option<TokenStream>,
    /// Who writes it.
    pub guard: Option<Guard>,
}

/// A member, an `Option`, that not everybody may give.
#[derive(Debug)]
pub struct Guard {
    /// Who may: a constant of the type `Rule`.
    pub rule: TokenStream,
    /// What it is given for.
    pub of: Given,
}

/// What a member is given for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Given {
    /// A new row.
    New,
    /// A change of a row.
    Change,
}

/// Whether a member may be left out of its object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Presence {
    /// If its type is an `Option`.
    #[default]
    ByType,
    /// Yes.
    Optional,
    /// No, though it may be `null`.
    Required,
}

/// In which direction a member travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Direction {
    /// In requests and in responses.
    #[default]
    Both,
    /// In responses only.
    ReadOnly,
    /// In requests only.
    WriteOnly,
}

impl Field {
    /// A field without rules that is described by its type alone.
    #[must_use]
    pub fn plain(member: Member, wire: String, ty: Type) -> Self {
        Self {
            member,
            wire,
            ty,
            rules: Vec::new(),
            docs: Docs::default(),
            presence: Presence::default(),
            direction: Direction::default(),
            default: None,
            examples: Vec::new(),
            read: None,
            guard: None,
        }
    }
}

/// The expression for [`Field::default`] that says what `value` is.
#[must_use]
pub fn default_value(root: &Root, value: &TokenStream) -> TokenStream {
    let private = root.private();
    quote!(#private::schema::json_default(|| #private::schema::json(&#value)))
}

/// Reports every `must_match` that names no field.
pub fn check_rules(fields: &[Field], errors: &mut Errors) {
    for rule in fields.iter().flat_map(|field| &field.rules) {
        let Kind::MustMatch(other) = &rule.kind else { continue };
        if wire_of(fields, other).is_none() {
            let names: Vec<String> = fields.iter().filter_map(name).collect();
            let noted = errors.at(other, format!("there is no field `{other}` to match"));
            match names.as_slice() {
                [] => noted.help("`must_match` needs a struct with named fields"),
                _ => noted.help(format!("the fields are `{}`", names.join("`, `"))),
            };
        }
    }
}

/// The name on the wire of the field `ident`.
fn wire_of<'a>(fields: &'a [Field], ident: &Ident) -> Option<&'a str> {
    let is_it = |field: &&Field| matches!(&field.member, Member::Named(name) if name == ident);
    fields.iter().find(is_it).map(|field| field.wire.as_str())
}

fn name(field: &Field) -> Option<String> {
    match &field.member {
        Member::Named(name) => Some(name.to_string()),
        Member::Unnamed(_) => None,
    }
}
