//! Connections: how they are opened and what is set on them.
//!
//! No setting is left to a default of the library that was found.

use std::time::Duration;

use diesel::Connection;
use diesel::connection::SimpleConnection;
use diesel::sqlite::SqliteConnection;

use super::super::url::Place;
use crate::error::{Error, Result};

/// Opens the connection that writes.
///
/// `synchronous=FULL` waits for the disk at each commit: with less, a power failure could undo what
/// a client was already told is done. WAL lets reads go on meanwhile.
pub(super) fn writer(place: &Place, patience: Duration) -> Result<SqliteConnection> {
    open(
        place,
        &format!(
            "PRAGMA busy_timeout = {}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
             PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;",
            milliseconds(patience),
        ),
    )
}

/// Opens a connection that reads, and refuses to write.
pub(super) fn reader(place: &Place, patience: Duration) -> Result<SqliteConnection> {
    open(
        place,
        &format!(
            "PRAGMA busy_timeout = {}; PRAGMA query_only = ON; PRAGMA trusted_schema = OFF;",
            milliseconds(patience),
        ),
    )
}

fn open(place: &Place, settings: &str) -> Result<SqliteConnection> {
    let name = match place {
        Place::Memory => ":memory:",
        Place::File(path) => path,
    };
    let failed = |error: &dyn std::error::Error| {
        Error::internal(format!("the SQLite database `{name}` cannot be opened: {error}"))
    };
    let mut conn = SqliteConnection::establish(name).map_err(|error| failed(&error))?;
    conn.batch_execute(settings).map_err(|error| failed(&error))?;
    Ok(conn)
}

fn milliseconds(time: Duration) -> u64 {
    // SQLite takes an `int`.
    time.as_millis().try_into().unwrap_or(u64::MAX).min(i32::MAX as u64)
}
