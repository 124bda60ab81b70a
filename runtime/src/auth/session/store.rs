//! Where sessions are kept: what both stores do, so that neither is seen from outside.
//!
//! A store knows no secret of a bearer, only hashes, and decides nothing about who may come in.

use futures_util::future::BoxFuture;

use super::row::{Known, Row};
use crate::db::Db;
use crate::db::clock::Millis;
use crate::error::Result;

/// A place for sessions.
pub(super) trait Store: Send + Sync + 'static {
    /// Makes the place ready where that is to be done.
    fn prepare(&self) -> BoxFuture<'_, Result<()>>;

    /// Keeps a new session. Those of its account that are too many by it are ended, the oldest first.
    fn begin(&self, session: Row) -> BoxFuture<'_, Result<()>>;

    /// The session with that name, and what is known of its account.
    fn find<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Option<Known>>>;

    /// The sessions of an account, the oldest first.
    fn of_account(&self, account: i64) -> BoxFuture<'_, Result<Vec<Row>>>;

    /// Notes that the session was used.
    fn touch<'a>(&'a self, session: &'a Row, now: Millis) -> BoxFuture<'a, Result<()>>;

    /// Replaces the secret of a session by another one, given as hashes: whether it still was the one that
    /// was read. Of two that do so at the same time, one does it.
    fn renew<'a>(
        &'a self,
        session: &'a Row,
        secret: String,
        now: Millis,
    ) -> BoxFuture<'a, Result<bool>>;

    /// Notes that a second factor was given in a session of the account.
    fn raise<'a>(&'a self, account: i64, id: &'a str) -> BoxFuture<'a, Result<()>>;

    /// Ends a session of the account: whether there was one.
    fn end<'a>(&'a self, account: i64, id: &'a str) -> BoxFuture<'a, Result<bool>>;

    /// Ends all sessions of an account, but for the one that is named: how many there were. What is kept in
    /// the database is ended by `db`, which may be within a transaction.
    fn end_all<'a>(
        &'a self,
        db: &'a Db,
        account: i64,
        except: Option<&'a str>,
    ) -> BoxFuture<'a, Result<usize>>;
}
