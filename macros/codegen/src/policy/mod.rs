//! `#[policy]`: permissions, roles and policy functions.
//!
//! It decides nothing: it declares what the runtime decides by.

mod check;
mod expand;
mod ir;
mod parse;

use crate::args::Args;
use crate::driver::{Added, Attribute};
use crate::errors::Errors;

pub use check::OPTIONS;
pub use parse::Item;

/// The attribute.
#[derive(Debug)]
pub struct Policy;

impl Attribute for Policy {
    type Item = Item;
    type Ir = ir::Policy;

    const EXPECTS: &'static str = "`#[policy]` stands on an enum of permissions, on an enum of roles \
        (with `permissions = Permission`) or on a function `fn own_post(actor: &Actor, post: &Post) \
        -> bool`";

    fn check(args: Args, item: &Item, errors: &mut Errors) -> Option<ir::Policy> {
        check::check(&args, item, errors)
    }

    fn expand(policy: &ir::Policy) -> Added {
        expand::expand(policy)
    }

    fn stub(item: &Item) -> Added {
        expand::stub(item)
    }
}
