//! One queue as apalis polls it: the store, and when to look into it again.
//!
//! Nothing here knows what a job is.

use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use apalis_core::backend::finalize::Ephemeral;
use apalis_core::backend::persistence::{Persisted, Persistence, State};
use apalis_core::backend::{Backend, BackendConfig};
use apalis_core::layers::Identity;
use apalis_core::task::Task;
use apalis_core::worker::context::WorkerContext;
use tokio::time::{Interval, MissedTickBehavior, interval};
use ulid::Ulid;

use super::bell::Bell;
use super::store::Claim;

/// A store that is asked when its bell rings, when a job ended, and now and then.
pub(super) struct Lane<P: Persistence> {
    persisted: Persisted<P>,
    bell: Arc<Bell>,
    poll: Interval,
    heartbeat: Duration,
}

impl<P> Lane<P>
where
    P: Persistence<Compact = Claim, Response = ()>,
{
    pub(super) fn new(store: P, bell: Arc<Bell>, poll: Duration, heartbeat: Duration) -> Self {
        let mut poll = interval(poll);
        poll.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self { persisted: Persisted::new(store), bell, poll, heartbeat }
    }
}

impl<P> Backend for Lane<P>
where
    P: Persistence<Compact = Claim, Response = (), Error: Send + Sync>,
{
    type Task = Task<Claim>;
    type Error = P::Error;

    fn poll_ready(
        &mut self,
        cx: &mut Context<'_>,
        worker: &WorkerContext,
    ) -> Poll<Result<(), Self::Error>> {
        self.persisted.poll_ready(cx, worker, self.heartbeat)
    }

    fn poll_next(
        &mut self,
        cx: &mut Context<'_>,
        worker: &WorkerContext,
    ) -> Poll<Option<Result<Self::Task, Self::Error>>> {
        loop {
            if let Poll::Ready(task) = self.persisted.poll_next(cx, worker) {
                return Poll::Ready(task);
            }
            if matches!(self.persisted.state(), State::Fetch(_)) {
                return Poll::Pending;
            }
            // Nothing is due. Both are asked, so that both wake this task.
            let rung = self.bell.poll_rung(cx);
            if self.poll.poll_tick(cx).is_pending() && !rung {
                return Poll::Pending;
            }
        }
    }

    fn poll_close(
        &mut self,
        cx: &mut Context<'_>,
        worker: &WorkerContext,
    ) -> Poll<Result<(), Self::Error>> {
        // apalis forgets a fetch that is under way, and with it the jobs that it takes.
        if let State::Fetch(fetch) = self.persisted.state_mut() {
            let tasks = ready!(fetch.poll_unpin(cx));
            *self.persisted.state_mut() =
                tasks.map_or(State::Ready, |tasks| State::Buffered(tasks.into()));
        }
        self.persisted.poll_close(cx, worker)
    }
}

impl<P> BackendConfig for Lane<P>
where
    P: Persistence<Compact = Claim, Response = ()>,
{
    type Args = Claim;
    type Id = Ulid;
    /// A claim needs no decoding by apalis, which would end the worker at a payload that does not
    /// fit.
    type Kind = Ephemeral;
    type Config = Duration;
    type Layer = Identity;

    fn config(&self) -> &Duration {
        &self.heartbeat
    }

    fn middleware(&mut self, _: &mut WorkerContext) -> Identity {
        Identity::new()
    }
}
