//! Tables of the framework's own: made where they are missing, and changed where a release before this one made
//! them, beside those of the models.
//!
//! Migrations do not know them. A table says which version of its columns it is; one that a later release has
//! changed is not touched, and refuses the start.

use diesel::sql_query;
use diesel::sql_types::{Integer, Text};

use super::prelude::*;
use super::{Dialect, Tx};
use crate::error::{Error, Result};

/// A table as it is made. Columns are written in the SQL that all databases share; `TEXT` holds texts of any
/// length.
pub(crate) struct OwnTable {
    /// The name: `ordain_jobs`.
    pub(crate) name: &'static str,
    /// Its columns and constraints, between the parentheses.
    pub(crate) columns: &'static str,
    /// Its indexes: the name, and the columns.
    pub(crate) indexes: &'static [(&'static str, &'static str)],
    /// What made a table of an earlier version one of the next: a statement for each version but the first, the
    /// oldest first. Processes of the release before still use the table meanwhile, so it only ever adds.
    pub(crate) changes: &'static [&'static str],
    /// Whether it may be lost with the server, for fewer writes.
    pub(crate) fleeting: bool,
}

/// Which version each table is.
const VERSIONS: OwnTable = OwnTable {
    name: "ordain_tables",
    columns: "name VARCHAR(64) NOT NULL PRIMARY KEY, version INTEGER NOT NULL",
    ..OwnTable::NEW
};

#[derive(diesel::QueryableByName)]
struct Kept {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Integer)]
    version: i32,
}

/// Makes those of the tables that are missing, with their indexes, and changes those of earlier versions.
///
/// # Errors
/// 500 if a table is of a version that only a later release knows; when the database refuses.
pub(crate) async fn create_own_tables(db: &Db, tables: &[OwnTable]) -> Result<()> {
    db.transaction(async |tx| {
        let dialect = db.dialect();
        lock(tx, dialect).await?;
        let made = create_within(tx, dialect, tables).await;
        unlock(tx, dialect).await?;
        made
    })
    .await
}

async fn create_within(tx: &Tx, dialect: Dialect, tables: &[OwnTable]) -> Result<()> {
    run(tx, VERSIONS.definition(dialect)).await?;
    let kept: Vec<Kept> = sql_query("SELECT name, version FROM ordain_tables").load(tx).await?;
    for table in tables {
        let kept = kept.iter().find(|kept| kept.name == table.name);
        table.bring_up(tx, dialect, kept.map(|kept| kept.version)).await?;
    }
    Ok(())
}

async fn run(tx: &Tx, statements: Vec<String>) -> Result<()> {
    for statement in statements {
        sql_query(statement).execute(tx).await?;
    }
    Ok(())
}

/// Of two that make or change a table at the same time, the second one waits. SQLite has one writer anyway.
async fn lock(tx: &Tx, dialect: Dialect) -> Result<()> {
    let _ = (tx, dialect);
    #[cfg(feature = "postgres")]
    if dialect == Dialect::Postgres {
        sql_query("SELECT pg_advisory_xact_lock(8031924577213849432)").execute(tx).await?;
    }
    #[cfg(feature = "mysql")]
    if dialect == Dialect::Mysql {
        sql_query("DO GET_LOCK(CONCAT('ordain_tables_', MD5(DATABASE())), 600)")
            .execute(tx)
            .await?;
    }
    Ok(())
}

/// On MySQL a lock does not end with the transaction.
async fn unlock(tx: &Tx, dialect: Dialect) -> Result<()> {
    let _ = (tx, dialect);
    #[cfg(feature = "mysql")]
    if dialect == Dialect::Mysql {
        sql_query("DO RELEASE_LOCK(CONCAT('ordain_tables_', MD5(DATABASE())))").execute(tx).await?;
    }
    Ok(())
}

impl OwnTable {
    /// A table that has to be given a name and columns.
    pub(crate) const NEW: Self =
        Self { name: "", columns: "", indexes: &[], changes: &[], fleeting: false };

    fn version(&self) -> usize {
        self.changes.len() + 1
    }

    /// Makes the table what this release knows, of the version that is kept.
    async fn bring_up(&self, tx: &Tx, dialect: Dialect, kept: Option<i32>) -> Result<()> {
        let (name, version) = (self.name, self.version());
        let Some(kept) = kept else {
            run(tx, self.definition(dialect)).await?;
            let note =
                format!("INSERT INTO ordain_tables (name, version) VALUES ('{name}', {version})");
            return run(tx, vec![note]).await;
        };
        let kept = usize::try_from(kept).unwrap_or(0);
        if kept > version {
            return Err(Error::internal(format!(
                "the table `{name}` is of version {kept}, which a later release of Ordain made, and this \
                 program knows version {version}: start a program of that release, or give this one a \
                 database of its own"
            )));
        }
        // On MySQL each is kept at once: the note is written as soon as it is.
        for (change, version) in self.changes.iter().zip(2..).skip(kept.saturating_sub(1)) {
            let note =
                format!("UPDATE ordain_tables SET version = {version} WHERE name = '{name}'");
            run(tx, vec![in_dialect(change, dialect), note]).await?;
        }
        // It may have been dropped by hand, to be made anew.
        run(tx, self.definition(dialect)).await
    }

    fn definition(&self, dialect: Dialect) -> Vec<String> {
        let Self { name, columns, indexes, fleeting, .. } = self;
        let columns = in_dialect(columns, dialect);
        // There, an index is not made by itself where it is missing, and texts fold case.
        #[cfg(feature = "mysql")]
        if dialect == Dialect::Mysql {
            let mut inside = vec![columns];
            inside.extend(indexes.iter().map(|(index, on)| format!("INDEX {index} ({on})")));
            let inside = inside.join(", ");
            return vec![format!(
                "CREATE TABLE IF NOT EXISTS {name} ({inside}) \
                 CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
            )];
        }
        let is_unlogged = *fleeting && is_postgres(dialect);
        let table = if is_unlogged { "UNLOGGED TABLE" } else { "TABLE" };
        let mut statements = vec![format!("CREATE {table} IF NOT EXISTS {name} ({columns})")];
        statements.extend(
            indexes
                .iter()
                .map(|(index, on)| format!("CREATE INDEX IF NOT EXISTS {index} ON {name} ({on})")),
        );
        statements
    }
}

/// A text of any length is called otherwise by MySQL.
fn in_dialect(sql: &str, dialect: Dialect) -> String {
    #[cfg(feature = "mysql")]
    if dialect == Dialect::Mysql {
        return sql.replace(" TEXT", " LONGTEXT");
    }
    let _ = dialect;
    sql.to_owned()
}

fn is_postgres(dialect: Dialect) -> bool {
    #[cfg(feature = "postgres")]
    return dialect == Dialect::Postgres;
    #[cfg(not(feature = "postgres"))]
    {
        let _ = dialect;
        false
    }
}

#[cfg(test)]
mod tests;
