//! Queuing: a row in the table, and the bell after the commit.
//!
//! Nothing runs here.

use futures_util::future::BoxFuture;

use super::bell;
use super::spec::{Job, JobId, Payload};
use super::table::{self, NewJob};
use crate::db::Executor;
use crate::error::Result;

/// Stores a job, as part of the executor's transaction when it is one.
///
/// The future is boxed so that its type does not name the executor's: a wrong one is then one error
/// of the compiler and not three.
///
/// # Errors
///
/// When the payload cannot be written as JSON or the database refuses the row.
pub fn enqueue<'a, J: Job>(
    executor: impl Executor + 'a,
    payload: J::Payload,
) -> BoxFuture<'a, Result<JobId>> {
    Box::pin(async move {
        let spec = &J::SPEC;
        let id = JobId::new();
        let place = (spec.name(), spec.queue());
        let job = NewJob::new(id, place, payload.to_json()?, spec.max_attempts());
        table::insert(executor, job).await?;
        executor.after_commit(|| bell::ring(J::SPEC.queue()));
        Ok(id)
    })
}
