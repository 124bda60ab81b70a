//! `#[route]`: a function that answers requests; `#[routes]`: what the routes of a module share.
//!
//! The function itself is never changed: it stays one that a test can call.

mod check;
mod expand;
pub mod group;
pub mod ir;
mod parse;

use syn::FnArg;

use crate::args::Args;
use crate::driver::{Added, Attribute};
use crate::errors::Errors;
use crate::item::function::Function;

pub use parse::{DEPRECATED_OPTIONS, OPTIONS};

/// The attribute `#[route]`.
#[derive(Debug)]
pub struct Route;

impl Attribute for Route {
    type Item = Function;
    type Ir = ir::Route;

    const EXPECTS: &'static str =
        "`#[route]` stands on a function: `async fn show(id: i64) -> Result<User>`";

    fn check(args: Args, item: &Function, errors: &mut Errors) -> Option<ir::Route> {
        let input = parse::parse_args(args, errors);
        check::check_route(input, item, errors)
    }

    fn expand(ir: &ir::Route) -> Added {
        Added { items: expand::expand_route(ir), ..Added::default() }
    }

    fn stub(item: &Function) -> Added {
        Self::fallback(Args::default(), item)
    }

    fn fallback(args: Args, item: &Function) -> Added {
        // In an `impl` block, where `self` is, a type cannot stand.
        if matches!(item.sig.inputs.first(), Some(FnArg::Receiver(_))) {
            return Added::default();
        }
        let mut unheard = Errors::new();
        let input = parse::parse_args(args, &mut unheard);
        let _ = unheard.finish();
        let path = check::read_path(&input);
        let items = expand::expand_stub(&input.root, item, path.as_ref());
        Added { items, ..Added::default() }
    }
}
