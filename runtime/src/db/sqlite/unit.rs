//! The transactions of a connection: begun, kept or taken back as a whole.
//!
//! diesel is told of them, so that a statement of its that wants a transaction of its own (rows
//! inserted one by one) makes a savepoint. It never answers anybody.

use diesel::connection::{
    AnsiTransactionManager, Connection, SimpleConnection, TransactionManager,
    TransactionManagerStatus,
};
use diesel::result::QueryResult;
use diesel::sqlite::SqliteConnection;

use super::call::Outcome;

type Manager = <SqliteConnection as Connection>::TransactionManager;

/// Begins a transaction that writes.
///
/// IMMEDIATE: one that would begin by reading could later fail to become a writer, and no waiting
/// would help it then.
pub(super) fn begin(conn: &mut SqliteConnection) -> QueryResult<()> {
    AnsiTransactionManager::begin_transaction_sql(conn, "BEGIN IMMEDIATE")
}

/// Keeps what was done; if that fails, takes it back.
pub(super) fn commit(conn: &mut SqliteConnection) -> QueryResult<()> {
    let result = Manager::commit_transaction(conn);
    if result.is_err() {
        rollback(conn);
    }
    result
}

/// Takes back what is open, if anything is.
pub(super) fn rollback(conn: &mut SqliteConnection) {
    // Fails when SQLite has rolled back by itself, which is as good.
    let _ = conn.batch_execute("ROLLBACK");
    *Manager::transaction_manager_status_mut(conn) = TransactionManagerStatus::default();
}

/// Takes back the savepoints of diesel that a panic has left open in a transaction.
pub(super) fn settle(conn: &mut SqliteConnection) {
    let depth = |conn: &mut SqliteConnection| {
        let status = Manager::transaction_manager_status_mut(conn);
        status.transaction_depth().ok().flatten().map_or(0, std::num::NonZero::get)
    };
    while depth(conn) > 1 && Manager::rollback_transaction(conn).is_ok() {}
}

/// Does something in a savepoint of the open transaction, which it leaves as it was if it fails.
///
/// # Errors
/// If the transaction itself is lost: some failures make SQLite roll back the whole of it.
pub(super) fn apart(
    conn: &mut SqliteConnection,
    work: impl FnOnce(&mut SqliteConnection) -> Outcome,
) -> QueryResult<()> {
    conn.batch_execute("SAVEPOINT ordain_call")?;
    match work(conn) {
        Outcome::Done => {}
        Outcome::Failed => conn.batch_execute("ROLLBACK TO ordain_call")?,
        Outcome::Panicked => {
            settle(conn);
            conn.batch_execute("ROLLBACK TO ordain_call")?;
        }
    }
    conn.batch_execute("RELEASE ordain_call")
}
