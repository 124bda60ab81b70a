//! The connection that a transaction holds.
//!
//! A transaction that nobody ends is ended by the server, when its connection closes.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use tokio::sync::Mutex as AsyncMutex;

use super::super::transaction::{Control, over};
use super::Remote;
use super::loan::{Loan, Pooled};
use crate::error::Result;

/// The holder's side. Dropping it rolls back.
pub struct Lease<C: Remote> {
    pooled: AsyncMutex<Pooled<C>>,
    /// What has to be done before the next statement.
    due: Mutex<Vec<String>>,
    ended: AtomicBool,
}

impl<C: Remote> Lease<C> {
    /// Begins a transaction on the connection.
    pub(super) async fn begin(mut pooled: Pooled<C>, begin: &str) -> Result<Self> {
        pooled.overtaken = false;
        let pooled = AsyncMutex::new(pooled);
        let lease = Self { pooled, due: Mutex::default(), ended: AtomicBool::new(false) };
        lease.run(begin).await?;
        Ok(lease)
    }

    /// The connection, for as long as one statement needs it.
    pub(super) async fn borrow(&self) -> Result<Loan<'_, C>> {
        let mut loan = Loan::Lease(self.pooled.lock().await);
        if self.ended.load(Ordering::Acquire) {
            return Err(over());
        }
        for sql in self.take_due() {
            let done = loan.connection()?.batch(&sql).await;
            loan.keep(done)?;
        }
        Ok(loan)
    }

    /// Begins or ends the transaction inside this one that a savepoint is, or ends this one.
    pub(in crate::db) async fn control(&self, control: Control, depth: usize) -> Result<()> {
        match (control, depth) {
            (Control::Begin, _) => self.run(&format!("SAVEPOINT ordain_{depth}")).await,
            (Control::Commit, 0) => self.end("COMMIT").await,
            (Control::Rollback, 0) => self.end("ROLLBACK").await,
            (Control::Commit, _) => self.run(&format!("RELEASE SAVEPOINT ordain_{depth}")).await,
            (Control::Rollback, _) => self.run(&undo(depth)).await,
        }
    }

    /// Whether a statement failed because another transaction came between.
    pub(in crate::db) async fn was_overtaken(&self) -> bool {
        self.pooled.lock().await.overtaken
    }

    /// Rolls back without waiting for it.
    pub(in crate::db) fn abandon(&self, depth: usize) {
        // The outermost transaction ends with the connection, which is dropped with this value.
        if depth > 0 {
            self.due.lock().unwrap_or_else(PoisonError::into_inner).push(undo(depth));
        }
    }

    async fn run(&self, sql: &str) -> Result<()> {
        let mut loan = self.borrow().await?;
        let done = loan.connection()?.batch(sql).await;
        loan.give_back(done)
    }

    async fn end(&self, sql: &str) -> Result<()> {
        let done = self.run(sql).await;
        // What cannot be committed is taken back, and the connection serves others.
        if done.is_ok() || self.run("ROLLBACK").await.is_ok() {
            self.ended.store(true, Ordering::Release);
        }
        done
    }

    fn take_due(&self) -> Vec<String> {
        std::mem::take(&mut *self.due.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl<C: Remote> Drop for Lease<C> {
    fn drop(&mut self) {
        if !*self.ended.get_mut() {
            self.pooled.get_mut().connection = None;
        }
    }
}

fn undo(depth: usize) -> String {
    format!("ROLLBACK TO SAVEPOINT ordain_{depth}; RELEASE SAVEPOINT ordain_{depth}")
}
