//! Writing into the audit log: by itself, or as part of a transaction.

use std::borrow::Cow;

use futures_util::future::BoxFuture;

use super::entry::Entry;
use super::table;
use crate::db::{Db, Tx};
use crate::error::Result;
use crate::policy::acting::work;

/// Where a row is written: a `&Db`, or a `&Tx`, of which it is then a part.
#[derive(Debug, Clone, Copy)]
pub enum Ledger<'a> {
    /// In a transaction of its own.
    Db(&'a Db),
    /// In this transaction: kept and taken back with it.
    Tx(&'a Tx),
}

impl<'a> From<&'a Db> for Ledger<'a> {
    fn from(db: &'a Db) -> Self {
        Self::Db(db)
    }
}

impl<'a> From<&'a Tx> for Ledger<'a> {
    fn from(tx: &'a Tx) -> Self {
        Self::Tx(tx)
    }
}

/// Writes an entry into the audit log.
///
/// In a job, a seeder and a command it says by itself on whose behalf and where it was written, as far as the
/// entry does not. In a route, the option `audit` does so.
///
/// In a transaction, let it be the last statement: from there to the commit, no other row can be
/// written by anybody.
///
/// # Errors
///
/// When the database refuses, or has no audit log: see [`create_table`](super::create_table).
///
/// # Examples
///
/// ```
/// use ordain::audit::{self, Entry};
/// # use ordain::db::{Db, Options};
///
/// # #[tokio::main]
/// # async fn main() -> ordain::Result<()> {
/// # let db = Db::connect("sqlite::memory:", &Options::default()).await?;
/// audit::create_table(&db).await?;
/// db.transaction(async |tx| {
///     // … the change itself …
///     audit::record(tx, &Entry::new("invoice.cancel").by(7).detail("invoice", 12)?).await
/// })
/// .await?;
/// # Ok(())
/// # }
/// ```
///
/// The future is boxed so that its type does not name the ledger's: it can then be awaited in a task.
pub fn record<'a>(ledger: impl Into<Ledger<'a>>, entry: &'a Entry) -> BoxFuture<'a, Result<()>> {
    let ledger = ledger.into();
    let entry = match work() {
        Some(work) => Cow::Owned(entry.clone().of_work(&work)),
        None => Cow::Borrowed(entry),
    };
    Box::pin(async move {
        let entry = &*entry;
        match ledger {
            Ledger::Db(db) => db.transaction(async |tx| table::append(tx, entry).await).await,
            Ledger::Tx(tx) => table::append(tx, entry).await,
        }
    })
}
