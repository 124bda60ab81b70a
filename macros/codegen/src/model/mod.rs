//! `#[model]`: a struct that is a row of a table.
//!
//! The struct itself is never changed: what it needs stands beside it.

mod check;
mod expand;
pub mod ir;
mod parse;

use syn::ItemStruct;

use crate::args::Args;
use crate::driver::{Added, Attribute};
use crate::errors::Errors;

pub use parse::{
    BELONGS_TO_OPTIONS, CHILDREN_OPTIONS, COLUMN_OPTIONS, IDENTITY_OPTIONS, INDEX_OPTIONS,
    KEY_OPTIONS, LINK_OPTIONS, OPTIONS, RESOURCE_OPTIONS,
};

/// The attribute `#[model]`.
#[derive(Debug)]
pub struct Model;

impl Attribute for Model {
    type Item = ItemStruct;
    type Ir = ir::Model;

    const EXPECTS: &'static str =
        "`#[model]` stands on a struct with named fields: `struct Post { #[key] id: i64 }`";

    fn check(args: Args, item: &ItemStruct, errors: &mut Errors) -> Option<ir::Model> {
        let input = parse::parse(&args, item, errors);
        check::check(input, errors)
    }

    fn expand(ir: &ir::Model) -> Added {
        expand::expand(ir)
    }

    fn stub(item: &ItemStruct) -> Added {
        expand::stub(item)
    }
}
