//! Tables of the framework's own: made where they are missing, beside those of the models.
//!
//! Migrations do not know them, and they are never changed once they are made.

use diesel::sql_query;

use super::prelude::*;
use super::{Dialect, Tx};
use crate::error::Result;

/// A table as it is made. Columns are written in the SQL that all databases share; `TEXT` holds texts of any
/// length.
pub(crate) struct OwnTable {
    /// The name: `ordain_jobs`.
    pub(crate) name: &'static str,
    /// Its columns and constraints, between the parentheses.
    pub(crate) columns: &'static str,
    /// Its indexes: the name, and the columns.
    pub(crate) indexes: &'static [(&'static str, &'static str)],
}

/// Makes those of the tables that are missing, with their indexes.
pub(crate) async fn create_own_tables(db: &Db, tables: &[OwnTable]) -> Result<()> {
    db.transaction(async |tx| create_within(tx, db.dialect(), tables).await).await
}

async fn create_within(tx: &Tx, dialect: Dialect, tables: &[OwnTable]) -> Result<()> {
    // There, of two that make one at the same time, the second one fails.
    #[cfg(feature = "postgres")]
    if dialect == Dialect::Postgres {
        sql_query("SELECT pg_advisory_xact_lock(8031924577213849432)").execute(tx).await?;
    }
    for statement in tables.iter().flat_map(|table| table.definition(dialect)) {
        sql_query(statement).execute(tx).await?;
    }
    Ok(())
}

impl OwnTable {
    fn definition(&self, dialect: Dialect) -> Vec<String> {
        let Self { name, columns, indexes } = self;
        // There, an index is not made by itself where it is missing, and texts are short and fold case.
        #[cfg(feature = "mysql")]
        if dialect == Dialect::Mysql {
            let columns = columns.replace(" TEXT", " LONGTEXT");
            let mut inside = vec![columns];
            inside.extend(indexes.iter().map(|(index, on)| format!("INDEX {index} ({on})")));
            let inside = inside.join(", ");
            return vec![format!(
                "CREATE TABLE IF NOT EXISTS {name} ({inside}) \
                 CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
            )];
        }
        let _ = dialect;
        let mut statements = vec![format!("CREATE TABLE IF NOT EXISTS {name} ({columns})")];
        statements.extend(
            indexes
                .iter()
                .map(|(index, on)| format!("CREATE INDEX IF NOT EXISTS {index} ON {name} ({on})")),
        );
        statements
    }
}
