//! Tables, made of the models at start.
//!
//! A table that is there already is never changed, and no row is touched.

use std::collections::{BTreeMap, BTreeSet};

use diesel::sql_types::Text;

use super::spec::{ColumnSpec, DefaultValue, ModelSpec, models};
use crate::db::{Db, Dialect, RunQuery, Tx};
use crate::error::{Error, Result};

#[cfg(feature = "sqlite")]
mod sqlite;

/// Makes the table of every model of the program, where it is not there yet.
///
/// # Errors
/// - `internal` if a table that is there lacks a column of its model, if two models have one table,
///   or if a default is no value of its column; the source names table and column
pub async fn create_tables(db: &Db) -> Result<()> {
    create_tables_of(db, &models()).await
}

/// Makes the tables of some models, where they are not there yet.
///
/// # Errors
/// Those of [`create_tables`].
pub async fn create_tables_of(db: &Db, specs: &[&'static ModelSpec]) -> Result<()> {
    for spec in specs {
        check_defaults(spec).map_err(Error::internal)?;
    }
    let ordered = in_order(specs).map_err(Error::internal)?;
    let dialect = db.dialect();
    db.transaction(async |tx| {
        for spec in &ordered {
            create(tx, dialect, spec).await?;
        }
        Ok(())
    })
    .await
}

async fn create(tx: &Tx, dialect: Dialect, spec: &ModelSpec) -> Result<()> {
    let (names, statements) = match dialect {
        #[cfg(feature = "sqlite")]
        Dialect::Sqlite => (sqlite::COLUMN_NAMES, sqlite::statements(spec)),
    };
    let present: Vec<Name> =
        diesel::sql_query(names).bind::<Text, _>(spec.table.to_owned()).load(tx).await?;
    if !present.is_empty() {
        let present: BTreeSet<&str> = present.iter().map(|name| &*name.name).collect();
        check_columns(spec, &present).map_err(Error::internal)?;
    }
    for statement in statements {
        diesel::sql_query(statement).execute(tx).await?;
    }
    Ok(())
}

#[derive(diesel::QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

fn check_columns(spec: &ModelSpec, present: &BTreeSet<&str>) -> std::result::Result<(), String> {
    let lacking: Vec<String> = spec
        .columns
        .iter()
        .filter(|column| !present.contains(column.name))
        .map(|column| format!("`{}`", column.name))
        .collect();
    if lacking.is_empty() {
        return Ok(());
    }
    Err(format!(
        "the table `{}` lacks {} of the model `{}`; add what is missing, or start with an empty \
         database",
        spec.table,
        lacking.join(", "),
        spec.ident,
    ))
}

fn check_defaults(spec: &ModelSpec) -> std::result::Result<(), String> {
    let refused = |column: &ColumnSpec| match column.default {
        Some(DefaultValue::Text(text)) if !(column.accepts)(text) => {
            Some(format!("`{text}` is no value of `{}.{}`", spec.table, column.name))
        }
        _ => None,
    };
    spec.columns.iter().find_map(refused).map_or(Ok(()), Err)
}

/// The models, each after those that it refers to, as far as they do not refer to each other.
fn in_order(specs: &[&'static ModelSpec]) -> std::result::Result<Vec<&'static ModelSpec>, String> {
    let mut by_table: BTreeMap<&str, &'static ModelSpec> = BTreeMap::new();
    for spec in specs {
        if let Some(other) = by_table.insert(spec.table, spec) {
            return Err(format!(
                "two models have the table `{}`: `{}::{}` and `{}::{}`",
                spec.table, other.module, other.ident, spec.module, spec.ident,
            ));
        }
    }
    let mut ordered = Vec::with_capacity(by_table.len());
    let mut seen = BTreeSet::new();
    for spec in by_table.values() {
        visit(spec, &by_table, &mut seen, &mut ordered);
    }
    Ok(ordered)
}

fn visit(
    spec: &'static ModelSpec,
    known: &BTreeMap<&str, &'static ModelSpec>,
    seen: &mut BTreeSet<&'static str>,
    ordered: &mut Vec<&'static ModelSpec>,
) {
    if !known.contains_key(spec.table) || !seen.insert(spec.table) {
        return;
    }
    for reference in spec.columns.iter().filter_map(|column| column.references) {
        visit((reference.target)(), known, seen, ordered);
    }
    ordered.push(spec);
}
