//! `#[dto]`: what a client sends or gets, with its rules and its schema.
//!
//! It never touches the database, and the wire looks exactly as serde writes it.

mod check;
mod expand;
mod ir;
mod parse;

use syn::DeriveInput;

use crate::args::Args;
use crate::driver::{Added, Attribute};
use crate::errors::Errors;

pub use check::OPTIONS;

/// `#[dto]`.
#[derive(Debug)]
pub struct Dto;

impl Attribute for Dto {
    type Item = DeriveInput;
    type Ir = ir::Dto;

    const EXPECTS: &'static str = "put `#[dto]` on a struct, or on an enum without data";

    fn check(args: Args, item: &DeriveInput, errors: &mut Errors) -> Option<ir::Dto> {
        check::check(&parse::parse(args, item), errors)
    }

    fn expand(ir: &ir::Dto) -> Added {
        expand::expand(ir)
    }

    fn stub(item: &DeriveInput) -> Added {
        expand::stub(item)
    }
}
