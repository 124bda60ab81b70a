//! `#[seeder]`: an async function that writes rows which an application begins with.
//!
//! The function itself is never changed: it stays one that a test can call. No type of its name stands
//! beside it: seeders are called after tables, and a model has that name already.

mod check;
mod expand;
pub mod ir;
mod parse;

use crate::args::Args;
use crate::driver::{Added, Attribute};
use crate::errors::Errors;
use crate::item::function::Function;

pub use parse::OPTIONS;

/// The attribute `#[seeder]`.
#[derive(Debug)]
pub struct Seeder;

impl Attribute for Seeder {
    type Item = Function;
    type Ir = ir::Seeder;

    const EXPECTS: &'static str =
        "`#[seeder]` stands on a function: `async fn users(db: Db) -> Result<()>`";

    fn check(args: Args, item: &Function, errors: &mut Errors) -> Option<ir::Seeder> {
        let input = parse::parse_args(&args, errors);
        Some(check::check_seeder(input, item, errors))
    }

    fn expand(ir: &ir::Seeder) -> Added {
        Added { items: expand::expand_seeder(ir), ..Added::default() }
    }

    fn stub(item: &Function) -> Added {
        // The function is there, and other code names nothing else.
        let _ = item;
        Added::default()
    }
}
