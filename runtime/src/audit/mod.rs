//! The audit log: who did what, when, from where and with which result, in rows that are chained by
//! hashes.
//!
//! A row is written once and never changed. Nothing here knows a request.

mod chain;
mod entry;
mod list;
mod record;
mod table;
mod verify;

pub use entry::Entry;
pub use list::{Filter, list};
pub use record::{Ledger, record};
pub use table::Row;
pub use verify::{Verdict, verify};

use crate::db::Db;
use crate::error::Result;

/// The table that the rows are in.
pub(crate) const TABLE: &str = "ordain_audit";

/// Creates the tables of the audit log where they are missing.
///
/// An application does this at its start where a route has the option `audit`. One that only calls
/// [`record`] does it in `App::on_start`.
///
/// # Errors
///
/// When the database refuses.
pub async fn create_table(db: &Db) -> Result<()> {
    table::create(db).await
}
