//! Connections that many tasks share, one at a time each.
//!
//! A connection that was left in the middle of something is closed, never handed on.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use deadpool::Runtime;
use deadpool::managed::{
    self, Metrics, Object, PoolError, QueueMode, RecycleError, RecycleResult, TimeoutType,
};
use tokio::runtime::Handle;

use super::super::status::PoolStatus;
use super::Remote;
use super::lease::Lease;
use super::loan::Loan;
use crate::error::{Error, Result};

/// How many connections there are and how long they are kept.
#[derive(Debug, Clone, Copy)]
pub(in crate::db) struct Limits {
    /// The most connections at the same time.
    pub(in crate::db) size: usize,
    /// How long a statement waits for one.
    pub(in crate::db) wait: Duration,
    /// How long one may be unused before it is closed.
    pub(in crate::db) idle: Duration,
    /// How old one may become.
    pub(in crate::db) lifetime: Duration,
}

impl Limits {
    fn allow(&self, metrics: &Metrics) -> bool {
        metrics.age() < self.lifetime && metrics.last_used() < self.idle
    }
}

/// A connection that was used less than this ago is used again without a question.
const TRUSTED: Duration = Duration::from_secs(1);

/// The connections to one server.
#[cfg_attr(not(feature = "mysql"), expect(unreachable_pub, reason = "seen where it is MySQL's"))]
pub struct Pool<C: Remote> {
    connections: managed::Pool<Manager<C>>,
    limits: Limits,
    /// How often no connection was free in time.
    refused: AtomicU64,
}

/// The place of a connection; without one once it is lost.
pub(super) struct Slot<C> {
    pub(super) connection: Option<C>,
    /// Whether a statement is under way.
    pub(super) busy: bool,
    /// Whether a statement of the transaction that holds it failed because another one came
    /// between.
    pub(super) overtaken: bool,
}

impl<C> Slot<C> {
    /// Closes a connection whose statement was dropped before its end: what it would answer next
    /// might be that statement's answer.
    pub(super) fn end_if_busy(&mut self) {
        if std::mem::take(&mut self.busy) {
            self.connection = None;
        }
    }
}

/// Opens connections and looks at them before they are used again.
pub(super) struct Manager<C: Remote> {
    target: C::Target,
    limits: Limits,
    /// A connection belongs to the runtime that opened it. That of a worker ends before others
    /// have finished with the connection, so all are opened on the one that opened the database.
    runtime: Handle,
}

impl<C: Remote> managed::Manager for Manager<C> {
    type Type = Slot<C>;
    type Error = Error;

    async fn create(&self) -> Result<Slot<C>> {
        let opening = self.runtime.spawn(C::open(self.target.clone()));
        let connection = opening.await.map_err(Error::internal)??;
        Ok(Slot { connection: Some(connection), busy: false, overtaken: false })
    }

    async fn recycle(&self, slot: &mut Slot<C>, metrics: &Metrics) -> RecycleResult<Error> {
        let fresh = self.limits.allow(metrics);
        let Some(connection) = slot.connection.as_mut().filter(|_| fresh) else {
            return Err(RecycleError::message("it had its time"));
        };
        // One that was used a moment ago lives.
        if metrics.last_used() > TRUSTED {
            let alive = connection.batch("SELECT 1").await;
            alive.map_err(|error| RecycleError::message(error.to_string()))?;
        }
        Ok(())
    }
}

impl<C: Remote> Pool<C> {
    /// Makes the pool and opens its first connection, so that a wrong address is found at once.
    pub(in crate::db) async fn open(target: C::Target, limits: Limits) -> Result<Self> {
        let runtime = Handle::try_current().map_err(Error::internal)?;
        let manager = Manager { target, limits, runtime };
        let pool = managed::Pool::builder(manager)
            .max_size(limits.size)
            .wait_timeout(Some(limits.wait))
            .create_timeout(Some(limits.wait))
            .recycle_timeout(Some(limits.wait))
            // The one used last is the likeliest to live.
            .queue_mode(QueueMode::Lifo)
            .runtime(Runtime::Tokio1)
            .build()
            .map_err(Error::internal)?;
        let pool = Self { connections: pool, limits, refused: AtomicU64::new(0) };
        drop(pool.get().await?);
        pool.close_the_idle();
        Ok(pool)
    }

    pub(super) async fn get(&self) -> Result<Object<Manager<C>>> {
        self.connections.get().await.map_err(|error| self.explain(error))
    }

    /// Begins a transaction by this statement.
    pub(in crate::db) async fn begin(&self, begin: &str) -> Result<Lease<C>> {
        Lease::begin(self.get().await?, begin).await
    }

    pub(in crate::db) async fn ping(&self) -> Result<()> {
        let mut loan = Loan::Pool(self.get().await?);
        let alive = loan.connection()?.batch("SELECT 1").await;
        loan.give_back(alive)
    }

    pub(in crate::db) fn status(&self) -> PoolStatus {
        let managed::Status { max_size, size, available, waiting } = self.connections.status();
        let refused = self.refused.load(Ordering::Relaxed);
        PoolStatus { most: max_size, open: size, idle: available, waiting, refused }
    }

    pub(in crate::db) fn close(&self) {
        self.connections.close();
    }

    /// Closes what nobody has used for long, while the pool lives.
    fn close_the_idle(&self) {
        let (pool, limits) = (self.connections.weak(), self.limits);
        tokio::spawn(async move {
            let period = limits.idle.clamp(Duration::from_secs(1), Duration::from_mins(1));
            loop {
                tokio::time::sleep(period).await;
                let Some(pool) = pool.upgrade().filter(|pool| !pool.is_closed()) else { return };
                pool.retain(|_, metrics| limits.allow(&metrics));
            }
        });
    }

    fn explain(&self, error: PoolError<Error>) -> Error {
        match error {
            PoolError::Timeout(TimeoutType::Wait) => {
                self.refused.fetch_add(1, Ordering::Relaxed);
                tracing::warn!(
                    connections = self.limits.size,
                    waited = ?self.limits.wait,
                    "every connection to the database is in use"
                );
                Error::unavailable("the database is busy").with_source(
                    "no connection of the pool was free in time; inside a transaction, a statement \
                     on the `Db` takes another connection: run it on the `tx`",
                )
            }
            PoolError::Timeout(_) => Error::unavailable("the database cannot be reached")
                .with_source("it took too long to connect"),
            PoolError::Closed => Error::unavailable("the database is closed"),
            PoolError::Backend(error) => error,
            error => Error::internal(error.to_string()),
        }
    }
}

impl<C: Remote> Drop for Pool<C> {
    fn drop(&mut self) {
        self.connections.close();
    }
}
