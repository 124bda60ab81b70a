//! `#[derive(ApiError)]`: what can go wrong in a route, with its statuses.
//!
//! Nothing is guessed: a variant without a status does not compile.

mod check;
mod expand;
mod ir;
mod parse;

use syn::DeriveInput;

use crate::args::Args;
use crate::driver::{Added, Attribute};
use crate::errors::Errors;

pub use check::OPTIONS;

/// `#[derive(ApiError)]`.
#[derive(Debug)]
pub struct ApiError;

impl Attribute for ApiError {
    type Item = DeriveInput;
    type Ir = ir::ApiError;

    const EXPECTS: &'static str = "put `#[derive(ApiError)]` on an enum";

    fn check(_: Args, item: &DeriveInput, errors: &mut Errors) -> Option<ir::ApiError> {
        check::check(&parse::parse(item), errors)
    }

    fn expand(ir: &ir::ApiError) -> Added {
        expand::expand(ir)
    }

    fn stub(item: &DeriveInput) -> Added {
        expand::stub(item)
    }
}
