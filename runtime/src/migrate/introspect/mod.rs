//! Reads the schema that a database has.
//!
//! It asks the catalogue only, never a table of the application.

mod mysql;
mod postgres;
mod sqlite;

use diesel::sql_types::{Nullable, Text};

use super::live::Live;
use super::sql::Backend;
use crate::db::{Executor, RunQuery};
use crate::error::Result;

/// The schema that the database has.
///
/// # Errors
/// Those of a query.
pub async fn live(backend: Backend, x: impl Executor) -> Result<Live> {
    match backend {
        Backend::Sqlite => sqlite::live(x).await,
        Backend::Postgres => postgres::live(x).await,
        Backend::Mysql => mysql::live(x).await,
    }
}

/// A row of a catalogue: up to six texts.
#[derive(Debug, diesel::QueryableByName)]
pub(super) struct Row {
    #[diesel(sql_type = Text)]
    pub(super) a: String,
    #[diesel(sql_type = Text)]
    pub(super) b: String,
    #[diesel(sql_type = Text)]
    pub(super) c: String,
    #[diesel(sql_type = Text)]
    pub(super) d: String,
    #[diesel(sql_type = Text)]
    pub(super) e: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub(super) f: Option<String>,
}

/// The rows of a query of the catalogue; `columns` are its six columns.
pub(super) async fn rows(columns: [&str; 6], from: &str, x: impl Executor) -> Result<Vec<Row>> {
    let named = columns.iter().zip(["a", "b", "c", "d", "e", "f"]);
    let columns: Vec<String> = named.map(|(column, name)| format!("{column} AS {name}")).collect();
    diesel::sql_query(format!("SELECT {} {from}", columns.join(", "))).load(x).await
}

/// Names that a catalogue gives in one text, parted by a character that is in none.
pub(super) fn names(text: &str) -> Vec<String> {
    text.split('\u{1f}').filter(|name| !name.is_empty()).map(str::to_owned).collect()
}
