//! `#[job]`: an async function that can be queued and that workers run.
//!
//! The function itself is never changed: it stays one that a test can call.

mod check;
mod expand;
pub mod ir;
mod parse;

use syn::FnArg;

use crate::args::Args;
use crate::driver::{Added, Attribute};
use crate::errors::Errors;
use crate::item::function::Function;

pub use parse::OPTIONS;

/// The attribute `#[job]`.
#[derive(Debug)]
pub struct Job;

impl Attribute for Job {
    type Item = Function;
    type Ir = ir::Job;

    const EXPECTS: &'static str =
        "`#[job]` stands on a function: `async fn announce(post_id: i64, db: Db) -> Result<()>`";

    fn check(args: Args, item: &Function, errors: &mut Errors) -> Option<ir::Job> {
        let input = parse::parse_args(&args, errors);
        check::check_job(input, item, errors)
    }

    fn expand(ir: &ir::Job) -> Added {
        Added { items: expand::expand_job(ir), ..Added::default() }
    }

    fn stub(item: &Function) -> Added {
        // In an `impl` block, where `self` is, a type cannot stand.
        if matches!(item.sig.inputs.first(), Some(FnArg::Receiver(_))) {
            return Added::default();
        }
        let items = expand::expand_stub(&item.vis, &item.sig.ident);
        Added { items, ..Added::default() }
    }
}
