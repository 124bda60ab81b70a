//! Building SQLite tables anew without losing what a migration does not know of.
//!
//! A table takes its triggers and indexes along when it goes, and a view in the way stops it. Those
//! that the migration does not name were made by hand: they are put back.

use std::collections::BTreeSet;

use super::introspect::rows;
use super::run::words;
use crate::db::{Tx, batch};
use crate::error::{Error, Result};

/// Runs a migration that builds tables anew; no reference may be broken afterwards.
pub(super) async fn run(sql: &str, tx: &Tx) -> Result<()> {
    let before = made(tx).await?;
    for object in before.iter().filter(|object| object.stands_in_the_way(sql)) {
        batch(&format!("DROP {} \"{}\"", object.kind, object.name), tx).await?;
    }
    batch(sql, tx).await?;
    let after: BTreeSet<String> = made(tx).await?.into_iter().map(|object| object.name).collect();
    let tables = tables(tx).await?;
    let lost = before
        .iter()
        .filter(|object| !after.contains(&object.name) && !object.is_named(sql))
        .filter(|object| object.kind == "view" || tables.contains(&object.table));
    for object in lost {
        batch(&object.sql, tx).await.map_err(|error| {
            Error::internal(format!(
                "the {} `{}`, which no migration of the models made, cannot be kept: {}; drop it, \
                 in a migration of your own, before this one",
                object.kind,
                object.name,
                words(&error),
            ))
        })?;
    }
    check_references(tx).await
}

/// A trigger, an index or a view.
struct Object {
    kind: String,
    name: String,
    table: String,
    sql: String,
}

impl Object {
    fn is_named(&self, sql: &str) -> bool {
        sql.contains(&format!("\"{}\"", self.name)) || sql.contains(&format!(" {};", self.name))
    }

    fn stands_in_the_way(&self, sql: &str) -> bool {
        self.kind != "index" && !self.is_named(sql)
    }
}

async fn made(tx: &Tx) -> Result<Vec<Object>> {
    let from = "FROM sqlite_schema WHERE type IN ('index', 'trigger', 'view') \
                AND sql IS NOT NULL ORDER BY rowid";
    let rows = rows(["type", "name", "tbl_name", "sql", "''", "NULL"], from, tx).await?;
    let object =
        |row: super::introspect::Row| Object { kind: row.a, name: row.b, table: row.c, sql: row.d };
    Ok(rows.into_iter().map(object).collect())
}

async fn tables(tx: &Tx) -> Result<BTreeSet<String>> {
    let from = "FROM sqlite_schema WHERE type IN ('table', 'view')";
    let rows = rows(["name", "''", "''", "''", "''", "NULL"], from, tx).await?;
    Ok(rows.into_iter().map(|row| row.a).collect())
}

async fn check_references(tx: &Tx) -> Result<()> {
    let from = "FROM pragma_foreign_key_check GROUP BY 1, 2";
    let columns = ["\"table\"", "parent", "CAST(COUNT(*) AS TEXT)", "''", "''", "NULL"];
    let broken: Vec<String> = rows(columns, from, tx)
        .await?
        .into_iter()
        .map(|row| format!("{} rows of `{}` would refer to no row of `{}`", row.c, row.a, row.b))
        .collect();
    if broken.is_empty() { Ok(()) } else { Err(Error::internal(broken.join("; "))) }
}
