//! One piece of work on its way to a database thread, and its answer on the way back.
//!
//! Work and answer are two steps, so that a thread may do the work of several calls, commit them
//! together, and only then answer; if they cannot be kept together, each is done once more on its
//! own. A panic in the work ends no thread.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use diesel::result::QueryResult;
use diesel::sqlite::SqliteConnection;
use tokio::sync::oneshot;

use super::super::failure;
use super::patience::Patience;
use crate::error::{Error, Result};

/// A call as a thread sees it.
pub(super) trait Call: Send {
    /// Whether the caller still waits. From then on it waits for the answer, however long that
    /// takes.
    fn claim(&mut self) -> bool;

    /// Does the work, or does it again if what it did was not kept.
    fn work(&mut self, conn: &mut SqliteConnection) -> Outcome;

    /// Answers the caller: with what the work gave, or with the failure of what came after it.
    fn answer(self: Box<Self>, after: Result<()>);
}

/// How the work went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Done,
    Failed,
    Panicked,
}

/// What a call does. `None` if it was done before and cannot be done again.
pub(super) trait Work<R>:
    FnMut(&mut SqliteConnection) -> Option<QueryResult<R>> + Send
{
}

impl<R, F> Work<R> for F where F: FnMut(&mut SqliteConnection) -> Option<QueryResult<R>> + Send {}

/// Work that uses up what it is done with.
pub(super) fn once<R>(
    work: impl FnOnce(&mut SqliteConnection) -> QueryResult<R> + Send,
) -> impl Work<R> {
    let mut work = Some(work);
    move |conn: &mut SqliteConnection| work.take().map(|work| work(conn))
}

/// Work that can be done again.
pub(super) fn again<R>(
    mut work: impl FnMut(&mut SqliteConnection) -> QueryResult<R> + Send,
) -> impl Work<R> {
    move |conn: &mut SqliteConnection| Some(work(conn))
}

/// Whether the caller still waits or a thread has begun: whoever comes first.
#[derive(Clone, Default)]
pub(super) struct Ticket(Arc<AtomicBool>);

impl Ticket {
    /// Whether this is the first claim.
    pub(super) fn claim(&self) -> bool {
        !self.0.swap(true, Ordering::AcqRel)
    }
}

struct Typed<F, R> {
    work: F,
    result: Option<Result<R>>,
    reply: oneshot::Sender<Result<R>>,
    ticket: Ticket,
}

/// The caller's side of a call.
pub(super) struct Answer<R> {
    reply: oneshot::Receiver<Result<R>>,
    ticket: Ticket,
    /// The work of a call that was dropped is not begun.
    cancel: bool,
}

/// Makes a call of a closure.
pub(super) fn call<R, F>(work: F) -> (Box<dyn Call>, Answer<R>)
where
    F: Work<R> + 'static,
    R: Send + 'static,
{
    let (sender, reply) = oneshot::channel();
    let ticket = Ticket::default();
    let answer = Answer { reply, ticket: ticket.clone(), cancel: true };
    (Box::new(Typed { work, result: None, reply: sender, ticket }), answer)
}

impl<F, R> Call for Typed<F, R>
where
    F: Work<R>,
    R: Send,
{
    fn claim(&mut self) -> bool {
        self.ticket.claim()
    }

    fn work(&mut self, conn: &mut SqliteConnection) -> Outcome {
        let (result, outcome) = match catch_unwind(AssertUnwindSafe(|| (self.work)(conn))) {
            Ok(Some(Ok(value))) => (Ok(value), Outcome::Done),
            Ok(Some(Err(error))) => (Err(failure::of_diesel(error)), Outcome::Failed),
            // A failure of its own stays; a success was taken back.
            Ok(None) => match self.result.take() {
                Some(Err(error)) => (Err(error), Outcome::Failed),
                Some(Ok(_)) | None => (Err(lost()), Outcome::Failed),
            },
            Err(_) => (Err(panicked()), Outcome::Panicked),
        };
        self.result = Some(result);
        outcome
    }

    fn answer(self: Box<Self>, after: Result<()>) {
        let answer = match (self.result, after) {
            (Some(result), after) => result.and_then(|value| after.map(|()| value)),
            (None, Err(error)) => Err(error),
            // Nothing was done and nothing went wrong: the caller learns that by the lost channel.
            (None, Ok(())) => return,
        };
        // The caller may have gone meanwhile.
        let _ = self.reply.send(answer);
    }
}

impl<R> Answer<R> {
    /// Waits for the answer, and not longer than `patience` for the work to begin.
    ///
    /// Work that has begun is waited for, so that what is told is what happened.
    pub(super) async fn within(mut self, patience: &Patience) -> Result<R> {
        if let Ok(answer) = tokio::time::timeout(patience.time, &mut self.reply).await {
            return answer.unwrap_or_else(|_| Err(closed()));
        }
        if self.ticket.claim() {
            return Err(patience.busy());
        }
        (&mut self.reply).await.unwrap_or_else(|_| Err(closed()))
    }

    /// Lets the work be done although nobody waits for its answer.
    pub(super) fn forget(mut self) {
        self.cancel = false;
    }
}

impl<R> Drop for Answer<R> {
    fn drop(&mut self) {
        if self.cancel {
            self.ticket.claim();
        }
    }
}

/// What every call is answered after the end of the threads.
pub(super) fn closed() -> Error {
    Error::unavailable("the database is closed")
}

/// What a call is answered whose work did not come to its end.
pub(super) fn panicked() -> Error {
    Error::internal("a database call panicked")
}

/// What a call is answered whose work was taken back together with that of others, and cannot be
/// done again from here.
fn lost() -> Error {
    Error::unavailable("the database could not keep the change")
        .with_source("another statement of the same commit made it fail; nothing was written")
}
