//! One attempt: the function is called, and what became of it goes to the store.
//!
//! Neither a panic nor a time-out nor an error leaves it; each is a failed attempt.

use std::any::Any;
use std::fmt;
use std::panic::AssertUnwindSafe;

use apalis_core::backend::TaskResult;
use apalis_core::backend::persistence::{Persistence, TaskEvent};
use apalis_core::error::BoxDynError;
use apalis_core::task::ExecutionContext;
use apalis_core::task::status::Status;
use apalis_core::worker::context::WorkerContext;
use apalis_core::worker::ext::ack::Acknowledge;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use tokio::sync::watch;
use tracing::Instrument;

use super::context::{Attempt, JobContext};
use super::origin::Stored;
use super::store::Claim;
use super::worker::{Phase, reached};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::policy::acting::{Work, at_work};
use crate::policy::entry::{Entry, enter as ask};
use crate::policy::{Kind, Pass};
use crate::work::State;

/// What runs the jobs of one worker.
#[derive(Clone)]
pub(super) struct Runner {
    pub db: Db,
    pub state: State,
    pub phase: watch::Receiver<Phase>,
}

impl Runner {
    /// Runs the attempt; when the process has no time left for it, it is given back.
    pub(super) async fn run(self, claim: Claim) -> Result<(), BoxDynError> {
        let Claim { id, spec, payload, origin, attempt, max_attempts } = claim;
        let stored = Stored::read(origin.as_deref());
        let span = tracing::info_span!(
            "job",
            name = spec.name(),
            %id,
            attempt,
            actor = stored.account(),
            request_id = stored.request_id(),
            trace = stored.trace(),
        );
        let attempt = Attempt { number: attempt, max: max_attempts };
        let Self { db, state, mut phase } = self;
        async {
            let job = async {
                let origin = stored.origin(&state).await.map_err(|error| describe(&error))?;
                let cx = JobContext { id, spec, attempt, db, state, origin };
                call(payload, &cx).await
            };
            let ended = tokio::select! {
                biased;
                ended = job => ended,
                () = reached(&mut phase, Phase::Cut) => {
                    tracing::warn!("given back: the process has no time left for it");
                    return Err(Returned.into());
                }
            };
            match ended {
                Ok(()) => tracing::debug!("done"),
                Err(Failure::Again(error)) => {
                    tracing::warn!(%error, last = attempt.is_last(), "failed");
                    return Err(error.into());
                }
                Err(Failure::Refused(why)) => {
                    tracing::warn!(why, "refused");
                    return Err(Refusal(why).into());
                }
            }
            Ok(())
        }
        .instrument(span)
        .await
    }
}

/// How an attempt failed.
enum Failure {
    /// In a way that another attempt may mend.
    Again(String),
    /// Because it may not run: not now, and not later.
    Refused(String),
}

impl From<String> for Failure {
    fn from(error: String) -> Self {
        Self::Again(error)
    }
}

async fn call(payload: String, cx: &JobContext) -> Result<(), Failure> {
    let pass = enter(cx).map_err(Failure::Refused)?;
    let work = Work { kind: Kind::Job, name: cx.spec.name().to_owned(), origin: cx.origin.clone() };
    let running = at_work(work, cx.spec.run(payload, cx, pass));
    let caught = AssertUnwindSafe(running).catch_unwind();
    let ended = match cx.spec.timeout() {
        None => caught.await,
        Some(limit) => tokio::time::timeout(limit, caught)
            .await
            .map_err(|_| format!("it took longer than its timeout, {limit:?}"))?,
    };
    match ended {
        Ok(ended) => ended.map_err(|error| describe(&error).into()),
        Err(panic) => Err(format!("it panicked: {}", message(&*panic)).into()),
    }
}

/// Whether the job may run on behalf of whom it does; else why not.
fn enter(cx: &JobContext) -> Result<Pass, String> {
    let JobContext { spec, origin, .. } = cx;
    let acting = &origin.acting;
    if spec.takes_actor() && acting.actor().is_none() {
        return Err(format!(
            "it takes an `Actor`, and it was queued on behalf of {acting}, or of an account that is \
             gone or disabled"
        ));
    }
    let entry = Entry { kind: Kind::Job, name: &spec.name(), rule: spec.rule() };
    ask(entry, acting.into())
        .map_err(|_| format!("it may not run: {}", spec.rule().explain(acting.actor(), None)))
}

/// The error without the status that a client would get: there is no client.
fn describe(error: &Error) -> String {
    let source = error.source_chain();
    if error.detail().is_empty() && !source.is_empty() { source } else { error.to_string() }
}

/// What a panic said.
pub(super) fn message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref().map(String::as_str)).unwrap_or("no message")
}

/// Writes the end of an attempt into the store, from the task that ran it.
///
/// apalis' own layer for this leaves the end in a channel, and a worker that waits for its store
/// looks into the channel only when something else wakes it.
#[derive(Debug, Clone)]
pub(super) struct Report<P> {
    pub store: P,
    pub worker: WorkerContext,
}

impl<P> Acknowledge<()> for Report<P>
where
    P: Persistence<Response = (), Error: Send + Sync>,
{
    type Error = P::Error;
    type Future = BoxFuture<'static, Result<(), P::Error>>;

    fn ack(&mut self, ended: &Result<(), BoxDynError>, cx: &ExecutionContext) -> Self::Future {
        let is_refused = ended.as_ref().is_err_and(|error| error.is::<Refusal>());
        let event = cx.task_id().cloned().map(|task_id| match ended {
            Err(error) if error.is::<Returned>() => TaskEvent::Release { task_id },
            _ => TaskEvent::Complete(TaskResult {
                task_id,
                attempt: cx.attempt(),
                // What was refused is refused again: it is not tried.
                status: if is_refused { Status::Killed } else { cx.status() },
                result: ended.as_ref().copied().map_err(ToString::to_string),
            }),
        });
        let (mut store, worker) = (self.store.clone(), self.worker.clone());
        async move { store.handle_events(Vec::from_iter(event), &worker).await }.boxed()
    }
}

/// Why a job may not run.
#[derive(Debug)]
struct Refusal(String);

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refusal {}

/// Why an attempt ended that was none.
#[derive(Debug)]
struct Returned;

impl fmt::Display for Returned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("given back")
    }
}

impl std::error::Error for Returned {}
