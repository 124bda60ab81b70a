//! What a database remembers of its migrations.
//!
//! Which are applied is kept in diesel's own table, so that diesel's command agrees; checksums, and
//! how far an interrupted one came, in a second one. The crate `diesel_migrations` itself is not used:
//! its harness wants a diesel connection, which a `Db` never hands out, blocks the thread, and knows
//! no checksum.

use std::collections::BTreeMap;

use diesel::sql_types::{BigInt, Nullable, Text};

use super::introspect::is_there;
use super::set::Migration;
use super::sql::Backend;
use crate::db::{Executor, RunQuery, Tx, batch};
use crate::error::Result;

const APPLIED: &str = "__diesel_schema_migrations";
const DETAILS: &str = "__ordain_migrations";

/// Both tables, as far as they are there.
const TABLES: [&str; 2] = [
    "CREATE TABLE IF NOT EXISTS __diesel_schema_migrations (
    version VARCHAR(50) PRIMARY KEY NOT NULL,
    run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
)",
    "CREATE TABLE IF NOT EXISTS __ordain_migrations (
    version VARCHAR(50) PRIMARY KEY NOT NULL,
    name VARCHAR(255) NOT NULL,
    checksum VARCHAR(64) NOT NULL,
    direction VARCHAR(4) NULL,
    step BIGINT NULL
)",
];

/// The direction of a migration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// It is applied.
    Up,
    /// It is taken back.
    Down,
}

impl Direction {
    fn name(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
        }
    }
}

/// What is remembered of one migration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name; its version if diesel's command applied it.
    pub name: String,
    /// When it was applied; nothing if it was not, or not to its end.
    pub applied: Option<String>,
    /// The checksum of its files at that time.
    pub checksum: Option<String>,
    /// Where it was interrupted.
    pub interrupted: Option<Interrupted>,
}

/// Where a migration stopped in the middle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interrupted {
    /// Which way it was going.
    pub direction: Direction,
    /// Which of its statements was next.
    pub step: usize,
    /// Whether the database refused that statement. If not, nobody was there to hear whether it was
    /// done.
    pub refused: bool,
}

/// What a database remembers, by version.
pub type History = BTreeMap<String, Entry>;

#[derive(diesel::QueryableByName)]
struct Applied {
    #[diesel(sql_type = Text)]
    version: String,
    #[diesel(sql_type = Text)]
    moment: String,
}

#[derive(diesel::QueryableByName)]
struct Details {
    #[diesel(sql_type = Text)]
    version: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    checksum: String,
    #[diesel(sql_type = Nullable<Text>)]
    direction: Option<String>,
    #[diesel(sql_type = Nullable<BigInt>)]
    step: Option<i64>,
}

/// Makes both tables where they are missing.
pub(super) async fn create(tx: &Tx) -> Result<()> {
    for table in TABLES {
        batch(table, tx).await?;
    }
    Ok(())
}

/// Reads both tables; nothing is remembered by a database that has none.
pub(super) async fn read(backend: Backend, x: impl Executor) -> Result<History> {
    let mut history = History::new();
    if is_there(backend, APPLIED, x).await? {
        let moment = match backend {
            Backend::Mysql => "CAST(run_on AS CHAR)",
            Backend::Postgres | Backend::Sqlite => "CAST(run_on AS TEXT)",
        };
        let sql = format!("SELECT version AS version, {moment} AS moment FROM {APPLIED}");
        let applied: Vec<Applied> = diesel::sql_query(sql).load(x).await?;
        for Applied { version, moment } in applied {
            let entry = Entry {
                name: version.clone(),
                applied: Some(moment),
                checksum: None,
                interrupted: None,
            };
            history.insert(version, entry);
        }
    }
    if is_there(backend, DETAILS, x).await? {
        let sql = format!("SELECT version, name, checksum, direction, step FROM {DETAILS}");
        let details: Vec<Details> = diesel::sql_query(sql).load(x).await?;
        for details in details {
            add(&mut history, details);
        }
    }
    Ok(history)
}

fn add(history: &mut History, details: Details) {
    let direction = match details.direction.as_deref() {
        Some("down") => Some(Direction::Down),
        Some(_) => Some(Direction::Up),
        None => None,
    };
    let step = details.step.unwrap_or_default();
    let refused = step < 0;
    let step = usize::try_from(if refused { -1 - step } else { step }).unwrap_or_default();
    let interrupted = direction.map(|direction| Interrupted { direction, step, refused });
    let applied = history.remove(&details.version).and_then(|entry| entry.applied);
    // diesel's command took it back.
    if applied.is_none() && interrupted.is_none() {
        return;
    }
    let (name, checksum) = (details.name, Some(details.checksum));
    history.insert(details.version, Entry { name, applied, checksum, interrupted });
}

/// Notes that a migration went its way to the end. In a transaction: nobody may see the tables and
/// no word of it.
pub(super) async fn finish(migration: &Migration, direction: Direction, tx: &Tx) -> Result<()> {
    let version = literal(&migration.version());
    forget(APPLIED, &version, tx).await?;
    forget(DETAILS, &version, tx).await?;
    if direction == Direction::Up {
        batch(&format!("INSERT INTO {APPLIED} (version) VALUES ({version})"), tx).await?;
        details(migration, "NULL, NULL", tx).await?;
    }
    Ok(())
}

/// Notes which statement comes next, for whoever finds the migration half done.
pub(super) async fn note(
    migration: &Migration,
    direction: Direction,
    step: usize,
    tx: &Tx,
) -> Result<()> {
    let version = literal(&migration.version());
    if step > 0 {
        let sql = format!("UPDATE {DETAILS} SET step = {step} WHERE version = {version}");
        return batch(&sql, tx).await;
    }
    forget(DETAILS, &version, tx).await?;
    details(migration, &format!("'{}', 0", direction.name()), tx).await
}

/// Notes that the statement was refused: it keeps its number, below zero.
pub(super) async fn note_refusal(
    migration: &Migration,
    step: usize,
    x: impl Executor,
) -> Result<()> {
    let version = literal(&migration.version());
    let sql = format!("UPDATE {DETAILS} SET step = -1 - {step} WHERE version = {version}");
    batch(&sql, x).await
}

async fn forget(table: &str, version: &str, tx: &Tx) -> Result<()> {
    batch(&format!("DELETE FROM {table} WHERE version = {version}"), tx).await
}

async fn details(migration: &Migration, progress: &str, tx: &Tx) -> Result<()> {
    let version = literal(&migration.version());
    let (name, checksum) = (literal(&migration.name), migration.checksum());
    let sql = format!(
        "INSERT INTO {DETAILS} (version, name, checksum, direction, step) \
         VALUES ({version}, {name}, '{checksum}', {progress})"
    );
    batch(&sql, tx).await
}

/// Names of folders hold nothing that a quote would have to be escaped for.
fn literal(name: &str) -> String {
    let safe: String = name.chars().filter(|c| !matches!(c, '\'' | '\\')).collect();
    format!("'{safe}'")
}
