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

/// Whether the database has a table of that name.
pub(crate) async fn is_there(backend: Backend, table: &str, x: impl Executor) -> Result<bool> {
    let schema = match backend {
        Backend::Sqlite => {
            return is_some(&format!("FROM sqlite_schema WHERE name = '{table}'"), x).await;
        }
        Backend::Postgres => "current_schema()",
        Backend::Mysql => "DATABASE()",
    };
    let from = format!(
        "FROM information_schema.tables WHERE table_schema = {schema} AND table_name = '{table}'"
    );
    is_some(&from, x).await
}

async fn is_some(from: &str, x: impl Executor) -> Result<bool> {
    let found = rows(["'1'", "''", "''", "''", "''", "NULL"], from, x).await?;
    Ok(!found.is_empty())
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
