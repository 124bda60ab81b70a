//! Tables made of the models without a migration, for tests and first steps.
//!
//! A table that is there already is never changed, and no row is touched.

use super::diff::Plan;
use super::introspect::live;
use super::live::Live;
use super::lock::{lock, unlock};
use super::models;
use super::rename::Renames;
use super::schema::Schema;
use super::sql::{Backend, Mode};
use crate::db::{Db, Tx, batch};
use crate::error::{Error, Result};
use crate::model::{ModelSpec, models as declared};

/// Makes the table of every model of the program, where it is not there yet.
///
/// # Errors
/// - `internal` if a table that is there lacks a column of its model, if two models have one table,
///   or if a default is no value of its column; the source names table and column
pub async fn create_tables(db: &Db) -> Result<()> {
    create_tables_of(db, &declared()).await
}

/// Makes the tables of some models, where they are not there yet.
///
/// # Errors
/// Those of [`create_tables`].
pub async fn create_tables_of(db: &Db, specs: &[&'static ModelSpec]) -> Result<()> {
    let schema = models::schema(specs).map_err(Error::internal)?;
    let backend = Backend::from(db.dialect());
    db.transaction(async |tx| {
        lock(backend, tx).await?;
        let done = add_missing(&schema, backend, tx).await;
        unlock(backend, tx).await?;
        done
    })
    .await
}

async fn add_missing(schema: &Schema, backend: Backend, tx: &Tx) -> Result<()> {
    let present = live(backend, tx).await?;
    check_columns(schema, &present).map_err(Error::internal)?;
    let is_there = |name: &str| present.tables.contains_key(name);
    let missing = schema.tables.iter().filter(|table| !is_there(&table.name)).cloned();
    let missing = Schema { tables: missing.collect() };
    let plan = Plan::between(&Schema::default(), &missing, &Renames::default());
    for statement in backend.script(&plan, Mode::AtOnce).statements {
        batch(&statement, tx).await?;
    }
    Ok(())
}

fn check_columns(schema: &Schema, present: &Live) -> std::result::Result<(), String> {
    for table in &schema.tables {
        let Some(found) = present.tables.get(&table.name) else { continue };
        let lacking: Vec<String> = table
            .columns
            .iter()
            .filter(|column| !found.columns.contains_key(&column.name))
            .map(|column| format!("`{}`", column.name))
            .collect();
        if !lacking.is_empty() {
            return Err(format!(
                "the table `{}` lacks {} of its model; write migrations (`migrate make NAME`), or \
                 start with an empty database",
                table.name,
                lacking.join(", "),
            ));
        }
    }
    Ok(())
}
