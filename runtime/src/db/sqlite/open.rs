//! Connections: how they are opened and what is set on them.
//!
//! No setting is left to a default of the library that was found.

use std::cmp::Ordering;
use std::time::{Duration, Instant};

use diesel::Connection;
use diesel::connection::SimpleConnection;
use diesel::sqlite::SqliteConnection;

use rust_decimal::Decimal;

use super::super::options::Options;
use super::super::url::Place;
use crate::config::Synchronous;
use crate::error::{Error, Result};

/// How a database is used.
#[derive(Debug, Clone, Copy)]
pub(in crate::db) struct Settings {
    /// The number of threads that read.
    pub(in crate::db) readers: usize,
    /// How long a statement waits for a lock or for its turn.
    pub(in crate::db) patience: Duration,
    pub(in crate::db) synchronous: Synchronous,
}

impl From<&Options> for Settings {
    fn from(options: &Options) -> Self {
        Self {
            readers: options.readers,
            patience: options.busy_timeout,
            synchronous: options.synchronous,
        }
    }
}

/// Opens the connection that writes. WAL lets reads go on meanwhile.
///
/// The log is taken over into the database after 4,000 pages (16 MB) instead of 1,000: under load,
/// most of its pages are written over again before that.
pub(super) fn writer(place: &Place, settings: Settings) -> Result<SqliteConnection> {
    let synchronous = match settings.synchronous {
        Synchronous::Full => "FULL",
        Synchronous::Normal => "NORMAL",
    };
    open(
        place,
        &format!(
            "PRAGMA busy_timeout = {}; PRAGMA journal_mode = WAL; \
             PRAGMA synchronous = {synchronous}; PRAGMA wal_autocheckpoint = 4000; \
             PRAGMA cache_size = -16384; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;",
            milliseconds(settings.patience),
        ),
        settings.patience,
    )
}

/// Opens a connection that reads, and refuses to write.
pub(super) fn reader(place: &Place, patience: Duration) -> Result<SqliteConnection> {
    open(
        place,
        &format!(
            "PRAGMA busy_timeout = {}; PRAGMA query_only = ON; PRAGMA cache_size = -8192; \
             PRAGMA trusted_schema = OFF;",
            milliseconds(patience),
        ),
        patience,
    )
}

fn open(place: &Place, settings: &str, patience: Duration) -> Result<SqliteConnection> {
    let name = match place {
        Place::Memory => ":memory:",
        Place::File(path) => path,
    };
    let failed = |error: &dyn std::error::Error| {
        Error::internal(format!("the SQLite database `{name}` cannot be opened: {error}"))
    };
    let mut conn = SqliteConnection::establish(name).map_err(|error| failed(&error))?;
    let begun = Instant::now();
    while let Err(error) = conn.batch_execute(settings) {
        // Whoever makes a new file a database with WAL waits for nobody, however patient it is.
        if !error.to_string().contains("locked") || begun.elapsed() > patience {
            return Err(failed(&error));
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    // diesel hands the right one over first.
    let order = |right: &str, left: &str| by_value(left, right);
    conn.register_collation("ordain_decimal", order).map_err(|error| failed(&error))?;
    Ok(conn)
}

/// The order of decimal numbers that are kept as text.
fn by_value(left: &str, right: &str) -> Ordering {
    let value = |text| Decimal::from_str_exact(text).ok();
    // What is no number stands before all that are, in the order of the texts.
    value(left).cmp(&value(right)).then_with(|| match value(left) {
        Some(_) => Ordering::Equal,
        None => left.cmp(right),
    })
}

fn milliseconds(time: Duration) -> u64 {
    // SQLite takes an `int`.
    time.as_millis().try_into().unwrap_or(u64::MAX).min(i32::MAX as u64)
}
