//! The arguments of `#[seeder]` as they were written.
//!
//! Nothing is judged here.

use crate::args::{Args, CRATE, Known, Piece};
use crate::errors::Errors;
use crate::paths::Root;

pub(super) const OWNER: &str = "#[seeder]";

pub(super) const AFTER: Known = Known { name: "after", form: "after(users, tags)" };

/// The options of `#[seeder]`.
pub const OPTIONS: &[Known] = &[AFTER, CRATE];

/// What stands in the parentheses.
#[derive(Debug)]
pub(super) struct Input {
    pub root: Root,
    /// What stands in the parentheses of `after`, and the option itself.
    pub after: Option<(Piece, Vec<Piece>)>,
}

pub(super) fn parse_args(args: &Args, errors: &mut Errors) -> Input {
    args.check(OWNER, OPTIONS, errors);
    let list = args.list(AFTER, errors);
    Input {
        root: args.root(errors),
        after: args.get(AFTER.name).cloned().zip(list.map(|list| list.pieces().to_vec())),
    }
}
