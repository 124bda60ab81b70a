//! A transaction's hold on the writer thread.
//!
//! The thread serves nobody else until the transaction ends, and it ends when its holder goes.

use std::sync::Arc;
use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::result::QueryResult;
use diesel::sqlite::SqliteConnection;
use tokio::sync::oneshot;

use super::super::failure;
use super::super::transaction::Control;
use super::call::{Answer, Call, Ticket, busy, call, closed};
use super::queue::Queue;
use crate::error::Result;

/// What a transaction asks of the thread that it holds.
pub(super) enum Step {
    Call(Box<dyn Call>),
    End(&'static str, oneshot::Sender<Result<()>>),
}

/// The holder's side. Dropping it rolls back.
pub struct Lease {
    steps: Arc<Queue<Step>>,
    patience: Duration,
}

impl Lease {
    pub(super) async fn call<R, F>(&self, work: F) -> Result<R>
    where
        R: Send + 'static,
        F: FnOnce(&mut SqliteConnection) -> QueryResult<R> + Send + 'static,
    {
        self.push(work)?.within(self.patience).await
    }

    /// Begins or ends the transaction, or the savepoint that one inside it is.
    pub(in crate::db) async fn control(&self, control: Control, depth: usize) -> Result<()> {
        let sql = match (control, depth) {
            (Control::Begin, _) => format!("SAVEPOINT ordain_{depth}"),
            (Control::Commit, 0) => return self.end("COMMIT").await,
            (Control::Rollback, 0) => return self.end("ROLLBACK").await,
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
        let (call, answer) = call(work);
        self.steps.push(Step::Call(call)).map_err(|_| closed())?;
        Ok(answer)
    }

    async fn end(&self, sql: &'static str) -> Result<()> {
        let (sender, reply) = oneshot::channel();
        self.steps.push(Step::End(sql, sender)).map_err(|_| closed())?;
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
    patience: Duration,
}

/// The asking side of a [`Request`].
pub(super) struct Promise {
    reply: oneshot::Receiver<Result<Lease>>,
    ticket: Ticket,
}

pub(super) fn request(patience: Duration) -> (Request, Promise) {
    let (sender, reply) = oneshot::channel();
    let ticket = Ticket::default();
    let promise = Promise { reply, ticket: ticket.clone() };
    (Request { reply: sender, ticket, patience }, promise)
}

impl Promise {
    pub(super) async fn within(mut self, patience: Duration) -> Result<Lease> {
        if let Ok(answer) = tokio::time::timeout(patience, &mut self.reply).await {
            return answer.unwrap_or_else(|_| Err(closed()));
        }
        if self.ticket.claim() {
            return Err(busy());
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
        // IMMEDIATE: a transaction that would begin by reading could later fail to become a
        // writer, and no waiting would help it then.
        if let Err(error) = conn.batch_execute("BEGIN IMMEDIATE") {
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
                call.work(conn);
                call.answer(Ok(()));
            }
            Step::End(sql, reply) => {
                let result = conn.batch_execute(sql).map_err(failure::of_diesel);
                // A refused commit leaves the transaction open.
                if result.is_err() {
                    rollback(conn);
                }
                steps.close();
                let _ = reply.send(result);
                return;
            }
        }
    }
    rollback(conn);
}

/// Rolls back what is open, if anything is.
pub(super) fn rollback(conn: &mut SqliteConnection) {
    // Fails when SQLite has rolled back by itself, which is as good.
    let _ = conn.batch_execute("ROLLBACK");
}
