//! The attributes of serde that say what a type looks like on the wire.
//!
//! What changes the wire and is not understood here is an error, so that no document can lie;
//! misspelt attributes are left for serde to report.

use std::fmt::Display;

use proc_macro2::TokenStream;
use syn::{Attribute, ExprPath, LitStr, Meta};

use super::case::Case;
use crate::args::{Args, Piece, Value};
use crate::errors::Errors;
use crate::names::bare;

/// What serde is told about a struct or an enum.
#[derive(Debug, Default)]
pub struct SerdeContainer {
    /// `rename = "…"`
    pub rename: Option<String>,
    /// `rename_all = "…"`
    pub rename_all: Option<Case>,
    /// `default`
    pub default: Option<DefaultBy>,
    /// `deny_unknown_fields`
    pub deny_unknown_fields: bool,
    /// `transparent`
    pub transparent: bool,
}

/// What serde is told about a field.
#[derive(Debug, Default)]
pub struct SerdeField {
    /// `rename = "…"`
    pub rename: Option<String>,
    /// `alias = "…"`
    pub aliases: Vec<String>,
    /// `default`
    pub default: Option<DefaultBy>,
    /// `skip_serializing` or `skip`
    pub skip_serializing: bool,
    /// `skip_deserializing` or `skip`
    pub skip_deserializing: bool,
    /// `skip_serializing_if = "…"`: where it is.
    pub skip_serializing_if: Option<TokenStream>,
    /// The first attribute.
    pub first: Option<TokenStream>,
}

/// What serde is told about a variant without data.
#[derive(Debug, Default)]
pub struct SerdeVariant {
    /// `rename = "…"`
    pub rename: Option<String>,
    /// `alias = "…"`
    pub aliases: Vec<String>,
    /// `skip`
    pub skip: bool,
}

/// Where a missing value comes from.
#[derive(Debug, Clone)]
pub enum DefaultBy {
    /// `Default::default()`
    Trait,
    /// A function.
    Function(ExprPath),
}

const CONTAINER_CANNOT: &[&str] = &[
    "tag",
    "content",
    "untagged",
    "from",
    "try_from",
    "into",
    "remote",
    "rename_all_fields",
    "variant_identifier",
    "field_identifier",
];

const FIELD_CANNOT: &[&str] = &["flatten", "with", "serialize_with", "deserialize_with", "getter"];

const VARIANT_CANNOT: &[&str] = &[
    "other",
    "untagged",
    "with",
    "serialize_with",
    "deserialize_with",
    "skip_serializing",
    "skip_deserializing",
];

/// Reads the attributes of a struct or an enum.
pub fn parse_container(attrs: &[Attribute], owner: &str, errors: &mut Errors) -> SerdeContainer {
    let mut serde = SerdeContainer::default();
    for piece in pieces(attrs) {
        let Some(name) = name(&piece) else { continue };
        match name.as_str() {
            "rename" => serde.rename = text(&piece, owner, errors),
            "rename_all" => {
                let case = text(&piece, owner, errors);
                serde.rename_all = case.as_deref().and_then(Case::named);
            }
            "default" => serde.default = default(&piece),
            "deny_unknown_fields" => serde.deny_unknown_fields = true,
            "transparent" => serde.transparent = true,
            "crate" => {
                errors
                    .at(&piece, format!("`{owner}` tells serde where it is"))
                    .help("remove it; if `ordain` has another name, write `crate = my_crate::ordain` in the attribute");
            }
            other => refuse(&piece, other, CONTAINER_CANNOT, owner, errors),
        }
    }
    serde
}

/// Reads the attributes of a field.
pub fn parse_field(attrs: &[Attribute], owner: &str, errors: &mut Errors) -> SerdeField {
    let mut serde = SerdeField::default();
    for piece in pieces(attrs) {
        let Some(name) = name(&piece) else { continue };
        serde.first.get_or_insert_with(|| piece.tokens.clone());
        match name.as_str() {
            "rename" => serde.rename = text(&piece, owner, errors),
            "alias" => serde.aliases.extend(text(&piece, owner, errors)),
            "default" => serde.default = default(&piece),
            "skip" => (serde.skip_serializing, serde.skip_deserializing) = (true, true),
            "skip_serializing" => serde.skip_serializing = true,
            "skip_deserializing" => serde.skip_deserializing = true,
            "skip_serializing_if" => serde.skip_serializing_if = Some(piece.tokens.clone()),
            other => refuse(&piece, other, FIELD_CANNOT, owner, errors),
        }
    }
    serde
}

/// Reads the attributes of a variant without data.
pub fn parse_variant(attrs: &[Attribute], owner: &str, errors: &mut Errors) -> SerdeVariant {
    let mut serde = SerdeVariant::default();
    for piece in pieces(attrs) {
        let Some(name) = name(&piece) else { continue };
        match name.as_str() {
            "rename" => serde.rename = text(&piece, owner, errors),
            "alias" => serde.aliases.extend(text(&piece, owner, errors)),
            "skip" => serde.skip = true,
            other => refuse(&piece, other, VARIANT_CANNOT, owner, errors),
        }
    }
    serde
}

fn pieces(attrs: &[Attribute]) -> Vec<Piece> {
    let lists = attrs.iter().filter(|attr| attr.path().is_ident("serde"));
    let lists = lists.filter_map(|attr| match &attr.meta {
        Meta::List(list) => Some(Args::split(list.tokens.clone())),
        _ => None,
    });
    lists.flat_map(|args| args.pieces().to_vec()).collect()
}

fn name(piece: &Piece) -> Option<String> {
    piece.name.as_ref().map(bare)
}

/// The text after `=`; what else may stand there differs between the two directions.
fn text(piece: &Piece, owner: &str, errors: &mut Errors) -> Option<String> {
    match &piece.value {
        Value::Is(value) => syn::parse2::<LitStr>(value.clone()).ok().map(|text| text.value()),
        Value::List(_) => {
            let name = name(piece).unwrap_or_default();
            errors
                .at(piece, format!("`{owner}` needs one name for both directions"))
                .help(format!("write `{name} = \"…\"`"));
            None
        }
        Value::None | Value::Other => None,
    }
}

fn default(piece: &Piece) -> Option<DefaultBy> {
    match &piece.value {
        Value::None => Some(DefaultBy::Trait),
        Value::Is(value) => {
            let path = syn::parse2::<LitStr>(value.clone()).ok()?;
            path.parse().ok().map(DefaultBy::Function)
        }
        Value::List(_) | Value::Other => None,
    }
}

fn refuse(piece: &Piece, name: &str, cannot: &[&str], owner: &str, errors: &mut Errors) {
    if cannot.contains(&name) {
        let text = format!("`#[serde({name})]` is not understood by `{owner}` yet");
        errors.at(piece, text).help(instead(name));
    }
}

fn instead(name: &str) -> impl Display {
    match name {
        "flatten" => "write the fields out, or nest the struct under a name",
        "with" | "serialize_with" | "deserialize_with" | "getter" => {
            "wrap the value in a type of its own that implements `Serialize`, `Deserialize`, `Validate` and `JsonSchema`"
        }
        "other" => "list every value, or use a `String`",
        "skip_serializing" | "skip_deserializing" => "write `#[serde(skip)]`",
        _ => "implement `Serialize`, `Deserialize`, `Validate` and `JsonSchema` by hand instead",
    }
}
