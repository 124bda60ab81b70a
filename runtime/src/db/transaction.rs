//! Transactions: statements that are kept together or not at all.
//!
//! No transaction outlives the call that began it, however that call ends.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::Dialect;
use super::executor::Session;
#[cfg(feature = "__remote")]
use super::remote;
#[cfg(feature = "sqlite")]
use super::sqlite;
use crate::error::{Error, Result};

/// A transaction that is under way: `db.transaction(async |tx| …)` gives it.
///
/// It runs statements like a [`Db`](super::Db) does, one after another.
pub struct Tx {
    link: Link,
    /// 0 for the outermost transaction, 1 for one inside it, …
    depth: usize,
    /// The depth of the innermost one that is under way.
    deepest: Arc<AtomicUsize>,
    /// What is to be done after the commit.
    after: Arc<After>,
}

type Act = Box<dyn FnOnce() + Send>;

/// What is to be done, with the depth of the transaction that asked for it.
#[derive(Default)]
struct After(Mutex<Vec<(usize, Act)>>);

/// The connection that the transaction holds; one inside it has the same.
#[derive(Clone)]
pub(super) enum Link {
    #[cfg(feature = "sqlite")]
    Sqlite(Arc<sqlite::Lease>),
    #[cfg(feature = "postgres")]
    Postgres(Arc<remote::Lease<diesel_async::AsyncPgConnection>>),
    #[cfg(feature = "mysql")]
    Mysql(Arc<remote::Lease<diesel_async::AsyncMysqlConnection>>),
}

impl Link {
    /// Whether a statement of the transaction failed because another one came between.
    pub(super) async fn was_overtaken(&self) -> bool {
        match self {
            // There is only one at a time.
            #[cfg(feature = "sqlite")]
            Link::Sqlite(_) => false,
            #[cfg(feature = "postgres")]
            Link::Postgres(lease) => lease.was_overtaken().await,
            #[cfg(feature = "mysql")]
            Link::Mysql(lease) => lease.was_overtaken().await,
        }
    }
}

impl Tx {
    pub(super) fn outermost(link: Link) -> Self {
        Self { link, depth: 0, deepest: Arc::default(), after: Arc::default() }
    }

    /// Another handle on the same transaction. It ends with it: the one that began it.
    pub(super) fn again(&self) -> Self {
        let link = self.link.clone();
        let (deepest, after) = (Arc::clone(&self.deepest), Arc::clone(&self.after));
        Self { link, depth: self.depth, deepest, after }
    }

    /// Which dialect of SQL the database speaks.
    pub(super) fn dialect(&self) -> Dialect {
        match &self.link {
            #[cfg(feature = "sqlite")]
            Link::Sqlite(_) => Dialect::Sqlite,
            #[cfg(feature = "postgres")]
            Link::Postgres(_) => Dialect::Postgres,
            #[cfg(feature = "mysql")]
            Link::Mysql(_) => Dialect::Mysql,
        }
    }

    /// Runs `body` as a transaction inside this one: if it fails, only its own statements are taken
    /// back, and this transaction goes on.
    ///
    /// Until it ends, statements must go to the inner transaction; the outer one refuses them.
    ///
    /// # Errors
    /// - what `body` returns
    /// - `internal` if another transaction inside this one is under way
    pub async fn transaction<T, E, F>(&self, body: F) -> Result<T, E>
    where
        F: AsyncFnOnce(&Tx) -> Result<T, E>,
        E: From<Error>,
    {
        let guard = Guard(Some(self.nested()?));
        guard.control(Control::Begin).await?;
        guard.run(body).await
    }

    /// Runs the body of a transaction that has begun, and ends it.
    pub(super) async fn run<T, E, F>(self, body: F) -> Result<T, E>
    where
        F: AsyncFnOnce(&Tx) -> Result<T, E>,
        E: From<Error>,
    {
        Guard(Some(self)).run(body).await
    }

    pub(super) fn session(&self) -> Session<'_> {
        let usable = self.is_innermost();
        match &self.link {
            #[cfg(feature = "sqlite")]
            Link::Sqlite(lease) => Session::Sqlite(sqlite::Session::Lease { lease, usable }),
            #[cfg(feature = "postgres")]
            Link::Postgres(lease) => {
                Session::Postgres(remote::postgres::Session::Inside { lease, usable })
            }
            #[cfg(feature = "mysql")]
            Link::Mysql(lease) => Session::Mysql(remote::Session::Lease { lease, usable }),
        }
    }

    pub(super) fn after_commit(&self, act: Act) {
        self.after.push(self.depth, act);
    }

    fn is_innermost(&self) -> bool {
        self.deepest.load(Ordering::Acquire) == self.depth
    }

    fn nested(&self) -> Result<Self> {
        let depth = self.depth + 1;
        self.deepest
            .compare_exchange(self.depth, depth, Ordering::AcqRel, Ordering::Acquire)
            .map_err(|_| outer_in_use())?;
        Ok(Self { depth, ..self.again() })
    }

    async fn control(&self, control: Control) -> Result<()> {
        match &self.link {
            #[cfg(feature = "sqlite")]
            Link::Sqlite(lease) => lease.control(control, self.depth).await,
            #[cfg(feature = "postgres")]
            Link::Postgres(lease) => lease.control(control, self.depth).await,
            #[cfg(feature = "mysql")]
            Link::Mysql(lease) => lease.control(control, self.depth).await,
        }
    }

    fn abandon(&self) {
        self.after.forget(self.depth);
        match &self.link {
            #[cfg(feature = "sqlite")]
            Link::Sqlite(lease) => lease.abandon(self.depth),
            #[cfg(feature = "postgres")]
            Link::Postgres(lease) => lease.abandon(self.depth),
            #[cfg(feature = "mysql")]
            Link::Mysql(lease) => lease.abandon(self.depth),
        }
        self.leave();
    }

    fn end(&self, control: Control) {
        self.leave();
        match (control, self.depth) {
            (Control::Commit, 0) => self.after.run(),
            (Control::Commit, depth) => self.after.hand_on(depth),
            _ => self.after.forget(self.depth),
        }
    }

    fn leave(&self) {
        if self.depth > 0 {
            self.deepest.store(self.depth - 1, Ordering::Release);
        }
    }
}

impl std::fmt::Debug for Tx {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tx").field("depth", &self.depth).finish_non_exhaustive()
    }
}

impl After {
    fn push(&self, depth: usize, act: Act) {
        self.with(|acts| acts.push((depth, act)));
    }

    /// Drops what a transaction that is rolled back asked for.
    fn forget(&self, depth: usize) {
        self.with(|acts| acts.retain(|(asked, _)| *asked < depth));
    }

    /// Leaves what a transaction asked for to the one around it.
    fn hand_on(&self, depth: usize) {
        self.with(|acts| acts.iter_mut().for_each(|(asked, _)| *asked = (*asked).min(depth - 1)));
    }

    fn run(&self) {
        for (_, act) in self.with(std::mem::take) {
            act();
        }
    }

    fn with<R>(&self, change: impl FnOnce(&mut Vec<(usize, Act)>) -> R) -> R {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// What happens to a transaction, or to the savepoint that a nested one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Control {
    Begin,
    Commit,
    Rollback,
}

/// A transaction that rolls back when it is dropped without having come to its end: by an error, by
/// a panic, or with the future that runs it.
struct Guard(Option<Tx>);

impl Guard {
    async fn run<T, E, F>(mut self, body: F) -> Result<T, E>
    where
        F: AsyncFnOnce(&Tx) -> Result<T, E>,
        E: From<Error>,
    {
        let result = match &self.0 {
            Some(tx) => body(tx).await,
            None => return Err(over().into()),
        };
        let control = if result.is_ok() { Control::Commit } else { Control::Rollback };
        match (self.control(control).await, &result) {
            (Ok(()), _) => self.0.take().iter().for_each(|tx| tx.end(control)),
            (Err(error), Ok(_)) => return Err(error.into()),
            // The caller is told what failed first.
            (Err(error), Err(_)) => tracing::warn!(%error, "a transaction was not rolled back"),
        }
        result
    }

    async fn control(&self, control: Control) -> Result<()> {
        match &self.0 {
            Some(tx) => tx.control(control).await,
            None => Err(over()),
        }
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        if let Some(tx) = self.0.take() {
            tx.abandon();
        }
    }
}

/// What a transaction answers while one inside it is under way.
pub(super) fn outer_in_use() -> Error {
    Error::internal(
        "another transaction inside this one is under way: use the `tx` that it was given",
    )
}

/// What a transaction answers after its end.
pub(super) fn over() -> Error {
    Error::internal("the transaction is over")
}
