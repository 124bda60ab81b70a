//! What a database remembers of its seeders: which ran, and when.
//!
//! A note is kept or taken back together with the rows that the seeder wrote.

use std::collections::BTreeMap;

use diesel::sql_types::Text;

use crate::db::{Executor, RunQuery, Tx, batch};
use crate::error::Result;
use crate::migrate::{Backend, is_there};

const TABLE: &str = "__ordain_seeds";

/// When each seeder ran, by name.
pub(super) type Notes = BTreeMap<String, String>;

#[derive(diesel::QueryableByName)]
struct Note {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    moment: String,
}

/// Makes the table where it is missing.
pub(super) async fn create(backend: Backend, tx: &Tx) -> Result<()> {
    let name = match backend {
        // Two names that it takes for one are two.
        Backend::Mysql => "VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
        Backend::Postgres | Backend::Sqlite => "VARCHAR(255)",
    };
    let sql = format!(
        "CREATE TABLE IF NOT EXISTS {TABLE} (
    name {name} PRIMARY KEY NOT NULL,
    run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
)"
    );
    batch(&sql, tx).await
}

/// Reads the table; a database without it remembers nothing.
pub(super) async fn read(backend: Backend, x: impl Executor) -> Result<Notes> {
    if !is_there(backend, TABLE, x).await? {
        return Ok(Notes::new());
    }
    let moment = match backend {
        Backend::Mysql => "CAST(run_on AS CHAR)",
        Backend::Postgres | Backend::Sqlite => "CAST(run_on AS TEXT)",
    };
    let sql = format!("SELECT name AS name, {moment} AS moment FROM {TABLE}");
    let notes: Vec<Note> = diesel::sql_query(sql).load(x).await?;
    Ok(notes.into_iter().map(|note| (note.name, note.moment)).collect())
}

/// Notes that a seeder ran, now. The name of a function holds nothing that would have to be escaped.
pub(super) async fn note(name: &str, tx: &Tx) -> Result<()> {
    batch(&format!("DELETE FROM {TABLE} WHERE name = '{name}'"), tx).await?;
    batch(&format!("INSERT INTO {TABLE} (name) VALUES ('{name}')"), tx).await
}

/// Forgets all of them.
pub(super) async fn forget(tx: &Tx) -> Result<()> {
    batch(&format!("DELETE FROM {TABLE}"), tx).await
}
