//! Where a statement can run: on the database, or in a transaction.
//!
//! The two differ in nothing that a caller sees but when their effect is kept.

#[cfg(feature = "__remote")]
use super::remote;
#[cfg(feature = "sqlite")]
use super::sqlite;
use super::{Db, Tx};

/// What runs statements: `&Db` or `&Tx`.
///
/// A function that takes `x: impl Executor` serves both: called with a `&Tx`, what it does is part
/// of that transaction.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot run statements",
    label = "neither `&Db` nor `&Tx`",
    note = "pass `&db`, or `tx` inside `db.transaction(async |tx| …)`"
)]
pub trait Executor: Copy + Send + Sync + Sealed {
    /// The connection behind it.
    #[doc(hidden)]
    fn session(&self) -> Session<'_>;

    /// Does something once the statements so far are kept: at once on a `&Db`; on a `&Tx` after the
    /// outermost transaction is committed, and never when it is rolled back.
    fn after_commit(&self, act: impl FnOnce() + Send + 'static);
}

impl Executor for &Db {
    fn session(&self) -> Session<'_> {
        Db::session(self)
    }

    fn after_commit(&self, act: impl FnOnce() + Send + 'static) {
        match self.transaction_around() {
            Some(tx) => Tx::after_commit(tx, Box::new(act)),
            None => act(),
        }
    }
}

impl Executor for &Tx {
    fn session(&self) -> Session<'_> {
        Tx::session(self)
    }

    fn after_commit(&self, act: impl FnOnce() + Send + 'static) {
        Tx::after_commit(self, Box::new(act));
    }
}

/// Which connection of which backend a statement goes to.
#[derive(Clone, Copy)]
pub enum Session<'a> {
    #[cfg(feature = "sqlite")]
    Sqlite(sqlite::Session<'a>),
    #[cfg(feature = "postgres")]
    Postgres(remote::postgres::Session<'a>),
    #[cfg(feature = "mysql")]
    Mysql(remote::Session<'a, diesel_async::AsyncMysqlConnection>),
}

/// Only this module says what an executor is.
pub trait Sealed {}

impl Sealed for &Db {}

impl Sealed for &Tx {}
