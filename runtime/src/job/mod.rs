//! Jobs: work that is queued in the application's database and run by workers, outside of any
//! request.
//!
//! A job runs at least once: after a crash it may run again, never is it lost. Nothing here knows
//! HTTP.

mod attempt;
mod backoff;
mod bell;
mod context;
mod lane;
mod origin;
mod queue;
mod spec;
mod store;
mod table;
mod worker;

pub use backoff::Backoff;
pub use context::{Attempt, JobContext};
pub use queue::{As, enqueue};
pub use spec::{Job, JobId, JobSpec, Payload, specs};
pub use worker::{Settings, Workers};

use crate::db::Db;
use crate::error::Result;
pub use crate::work::{Reply, Resource, State};

/// What generated code calls.
pub(crate) mod expansion {
    pub use super::context::{Needs, NeedsNobody};
    pub use super::queue::enqueue;
    pub use crate::work::Reply;
}

/// Creates the table that jobs are stored in, where it is missing.
///
/// # Errors
///
/// When the database refuses.
pub async fn create_table(db: &Db) -> Result<()> {
    table::create(db).await
}
