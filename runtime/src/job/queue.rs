//! Queuing: a row in the table, and the bell after the commit.
//!
//! Nothing runs here.

use std::marker::PhantomData;

use futures_util::future::BoxFuture;

use super::bell;
use super::origin::Stored;
use super::spec::{Job, JobId, Payload};
use super::table::{self, NewJob};
use crate::db::Executor;
use crate::error::Result;
use crate::policy::{Acting, Actor, Origin, origin};

/// Stores a job, as part of the executor's transaction when it is one. It runs on behalf of the one for whom
/// the running code does.
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
    // Asked here, not when the future runs: that may be in a task of its own.
    store::<J>(executor, payload, &origin())
}

/// On whose behalf a job is to run, where that is not the one for whom the running code does.
#[must_use = "it queues nothing by itself: call `enqueue`"]
#[derive(Debug)]
pub struct As<J> {
    origin: Origin,
    job: PhantomData<fn() -> J>,
}

impl<J: Job> As<J> {
    /// On behalf of this one.
    pub fn actor(actor: &Actor) -> Self {
        Self::of(Acting::Somebody(actor.clone()))
    }

    /// On behalf of nobody.
    pub fn nobody() -> Self {
        Self::of(Acting::Nobody)
    }

    /// On behalf of the application itself, which every policy of a job lets in.
    pub fn application() -> Self {
        Self::of(Acting::Application)
    }

    fn of(acting: Acting) -> Self {
        Self { origin: Origin { acting, ..origin() }, job: PhantomData }
    }

    /// Stores a job, as part of the executor's transaction when it is one.
    ///
    /// # Errors
    ///
    /// When the payload cannot be written as JSON or the database refuses the row.
    pub fn enqueue<'a>(
        self,
        executor: impl Executor + 'a,
        payload: J::Payload,
    ) -> BoxFuture<'a, Result<JobId>> {
        store::<J>(executor, payload, &self.origin)
    }
}

fn store<'a, J: Job>(
    executor: impl Executor + 'a,
    payload: J::Payload,
    origin: &Origin,
) -> BoxFuture<'a, Result<JobId>> {
    let origin = Stored::of(origin).write();
    Box::pin(async move {
        let spec = &J::SPEC;
        let id = JobId::new();
        let place = (spec.name(), spec.queue());
        let job = NewJob::new(id, place, (payload.to_json()?, origin?), spec.max_attempts());
        table::insert(executor, job).await?;
        executor.after_commit(|| bell::ring(J::SPEC.queue()));
        Ok(id)
    })
}
