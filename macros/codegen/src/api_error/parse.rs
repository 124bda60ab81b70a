//! The enum with the attributes of its variants.
//!
//! Nothing is judged here.

use syn::{Attribute, Data, DeriveInput, Variant};

/// An enum as it is written.
pub(super) struct Input<'a> {
    /// The whole item.
    pub(super) item: &'a DeriveInput,
    /// Its variants; nothing if it is no enum.
    pub(super) variants: Option<Vec<Case<'a>>>,
}

/// A variant as it is written.
pub(super) struct Case<'a> {
    /// The variant.
    pub(super) variant: &'a Variant,
    /// Every `#[status]`.
    pub(super) status: Vec<&'a Attribute>,
    /// Every `#[detail]`.
    pub(super) detail: Vec<&'a Attribute>,
    /// Every `#[transparent]`.
    pub(super) transparent: Vec<&'a Attribute>,
}

pub(super) fn parse(item: &DeriveInput) -> Input<'_> {
    let variants = match &item.data {
        Data::Enum(data) => Some(data.variants.iter().map(parse_case).collect()),
        Data::Struct(_) | Data::Union(_) => None,
    };
    Input { item, variants }
}

fn parse_case(variant: &Variant) -> Case<'_> {
    Case {
        variant,
        status: named(&variant.attrs, "status"),
        detail: named(&variant.attrs, "detail"),
        transparent: named(&variant.attrs, "transparent"),
    }
}

fn named<'a>(attrs: &'a [Attribute], name: &str) -> Vec<&'a Attribute> {
    attrs.iter().filter(|attr| attr.path().is_ident(name)).collect()
}
