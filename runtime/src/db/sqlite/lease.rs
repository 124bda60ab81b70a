//! A transaction's hold on the writer thread.
//!
//! The thread serves nobody else until the transaction ends, and it ends when its holder goes.

use std::sync::Arc;

use diesel::connection::SimpleConnection;
use diesel::result::QueryResult;
use diesel::sqlite::SqliteConnection;
use tokio::sync::oneshot;

use super::super::failure;
use super::super::transaction::Control;
use super::call::{Answer, Call, Outcome, Ticket, call, closed, once};
use super::patience::Patience;
use super::queue::Queue;
use super::unit;
use crate::error::Result;

/// What a transaction asks of the thread that it holds.
pub(super) enum Step {
    Call(Box<dyn Call>),
    End(Control, oneshot::Sender<Result<()>>),
}

/// The holder's side. Dropping it rolls back.
pub struct Lease {
    steps: Arc<Queue<Step>>,
    patience: Patience,
}

impl Lease {
    pub(super) async fn call<R, F>(&self, work: F) -> Result<R>
    where
        R: Send + 'static,
        F: FnOnce(&mut SqliteConnection) -> QueryResult<R> + Send + 'static,
    {
        self.push(work)?.within(&self.patience).await
    }

    /// Begins or ends the transaction, or the savepoint that one inside it is.
    pub(in crate::db) async fn control(&self, control: Control, depth: usize) -> Result<()> {
        let sql = match (control, depth) {
            (Control::Begin, _) => format!("SAVEPOINT ordain_{depth}"),
            (Control::Commit | Control::Rollback, 0) => return self.end(control).await,
            (Control::Commit, _) => format!("RELEASE ordain_{depth}"),
            (Control::Rollback, _) => undo(depth),
        };
        self.call(move |conn| conn.batch_execute(&sql)).await
    }

    /// Rolls back without waiting for it.
    pub(in crate::db) fn abandon(&self, depth: usize) {
        if depth == 0 {
            self.steps.close();
        } else if let Ok(answer) = self.push(move |conn| conn.batch_execute(&undo(depth))) {
            answer.forget();
        }
    }

    fn push<R, F>(&self, work: F) -> Result<Answer<R>>
    where
        R: Send + 'static,
        F: FnOnce(&mut SqliteConnection) -> QueryResult<R> + Send + 'static,
    {
        let (call, answer) = call(once(work));
        self.steps.push(Step::Call(call)).map_err(|_| closed())?;
        Ok(answer)
    }

    async fn end(&self, control: Control) -> Result<()> {
        let (sender, reply) = oneshot::channel();
        self.steps.push(Step::End(control, sender)).map_err(|_| closed())?;
        reply.await.unwrap_or_else(|_| Err(closed()))
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        self.steps.close();
    }
}

fn undo(depth: usize) -> String {
    format!("ROLLBACK TO ordain_{depth}; RELEASE ordain_{depth}")
}

/// A transaction that waits for the writer thread.
pub(super) struct Request {
    reply: oneshot::Sender<Result<Lease>>,
    ticket: Ticket,
    patience: Patience,
    references: References,
}

/// Whether references are enforced in a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::db) enum References {
    Enforced,
    /// While tables are built anew. SQLite takes that word outside of a transaction only.
    Ignored,
}

/// The asking side of a [`Request`].
pub(super) struct Promise {
    reply: oneshot::Receiver<Result<Lease>>,
    ticket: Ticket,
}

pub(super) fn request(patience: Patience, references: References) -> (Request, Promise) {
    let (sender, reply) = oneshot::channel();
    let ticket = Ticket::default();
    let promise = Promise { reply, ticket: ticket.clone() };
    (Request { reply: sender, ticket, patience, references }, promise)
}

impl Promise {
    pub(super) async fn within(mut self, patience: &Patience) -> Result<Lease> {
        if let Ok(answer) = tokio::time::timeout(patience.time, &mut self.reply).await {
            return answer.unwrap_or_else(|_| Err(closed()));
        }
        if self.ticket.claim() {
            return Err(patience.busy());
        }
        (&mut self.reply).await.unwrap_or_else(|_| Err(closed()))
    }
}

impl Drop for Promise {
    fn drop(&mut self) {
        self.ticket.claim();
    }
}

impl Request {
    /// Serves the transaction to its end; `announce` learns its queue, so that a closing pool can
    /// close it too.
    pub(super) fn serve(
        self,
        conn: &mut SqliteConnection,
        announce: impl Fn(Option<Arc<Queue<Step>>>),
    ) {
        if !self.ticket.claim() {
            return;
        }
        if self.references == References::Ignored
            && let Err(error) = conn.batch_execute("PRAGMA foreign_keys = OFF")
        {
            let _ = self.reply.send(Err(failure::of_diesel(error)));
            return;
        }
        let ignored = self.references == References::Ignored;
        self.hold(conn, announce);
        if ignored && let Err(error) = conn.batch_execute("PRAGMA foreign_keys = ON") {
            tracing::error!(%error, "references are not enforced on this connection");
        }
    }

    fn hold(self, conn: &mut SqliteConnection, announce: impl Fn(Option<Arc<Queue<Step>>>)) {
        if let Err(error) = unit::begin(conn) {
            let _ = self.reply.send(Err(failure::of_diesel(error)));
            return;
        }
        let steps = Arc::new(Queue::new());
        announce(Some(Arc::clone(&steps)));
        let lease = Lease { steps: Arc::clone(&steps), patience: self.patience };
        // If the asker has gone, the lease comes back and is dropped, which closes its queue.
        let _ = self.reply.send(Ok(lease));
        serve(conn, &steps);
        announce(None);
    }
}

fn serve(conn: &mut SqliteConnection, steps: &Queue<Step>) {
    while let Some(step) = steps.pop() {
        match step {
            Step::Call(mut call) => {
                if call.claim() {
                    if call.work(conn) == Outcome::Panicked {
                        unit::settle(conn);
                    }
                    call.answer(Ok(()));
                }
            }
            Step::End(control, reply) => {
                let result = match control {
                    Control::Commit => unit::commit(conn).map_err(failure::of_diesel),
                    Control::Begin | Control::Rollback => {
                        unit::rollback(conn);
                        Ok(())
                    }
                };
                steps.close();
                let _ = reply.send(result);
                return;
            }
        }
    }
    unit::rollback(conn);
}
