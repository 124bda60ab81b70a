//! The item, sorted by what it is on the wire.
//!
//! Nothing is judged here.

use syn::punctuated::Punctuated;
use syn::{Attribute, Data, DeriveInput, Field, Fields, Ident, Path, Token, Variant};

use crate::args::Args;

/// A `#[dto]` as it is written.
pub(super) struct Input<'a> {
    /// The attribute's arguments.
    pub(super) args: Args,
    /// The whole item.
    pub(super) item: &'a DeriveInput,
    /// What it is.
    pub(super) kind: Kind<'a>,
}

/// What the item is.
pub(super) enum Kind<'a> {
    /// A struct with named fields.
    Object(Vec<(&'a Ident, &'a Field)>),
    /// A tuple struct with one field.
    Wrapper(&'a Field),
    /// A tuple struct with another number of fields.
    Tuple,
    /// A struct without fields.
    Unit,
    /// An enum.
    Choice(Vec<&'a Variant>),
    /// A union.
    Union,
}

pub(super) fn parse<'a>(args: Args, item: &'a DeriveInput) -> Input<'a> {
    let kind = match &item.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => {
                let named = |field: &'a Field| Some((field.ident.as_ref()?, field));
                Kind::Object(fields.named.iter().filter_map(named).collect())
            }
            Fields::Unnamed(fields) => match (fields.unnamed.first(), fields.unnamed.len()) {
                (Some(field), 1) => Kind::Wrapper(field),
                _ => Kind::Tuple,
            },
            Fields::Unit => Kind::Unit,
        },
        Data::Enum(data) => Kind::Choice(data.variants.iter().collect()),
        Data::Union(_) => Kind::Union,
    };
    Input { args, item, kind }
}

/// serde's derives among the user's own.
pub(super) fn serde_derives(attrs: &[Attribute]) -> Vec<Path> {
    let derives = attrs.iter().filter(|attr| attr.path().is_ident("derive"));
    let lists = derives.filter_map(|attr| {
        attr.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated).ok()
    });
    lists
        .flatten()
        .filter(|path| is_last(path, "Serialize") || is_last(path, "Deserialize"))
        .collect()
}

/// Whether a path ends with `name`.
pub(super) fn is_last(path: &Path, name: &str) -> bool {
    path.segments.last().is_some_and(|last| last.ident == name)
}
