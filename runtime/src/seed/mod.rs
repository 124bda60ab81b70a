//! Seeds: rows that an application begins with, written by functions that each database runs once.
//!
//! Which ran is kept in the database, together with what they wrote. Nothing here makes a table of the
//! application.

mod context;
mod empty;
mod notes;
mod order;
mod run;
mod spec;

pub use context::SeedContext;
pub use order::{faults, ordered};
pub use run::{Order, Standing, Step, Which, refresh, run, status};
pub use spec::{Function, Pending, SeederSpec, specs};

pub use crate::work::{Resource, State};

/// What generated code calls.
pub(crate) mod expansion {
    pub use super::spec::{begin, function};
    pub use crate::work::Reply;
}
