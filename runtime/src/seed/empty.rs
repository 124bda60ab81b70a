//! Empties the tables of all models.
//!
//! Other tables are not touched, and references are never switched off: a row of another table that
//! refers to one of these refuses the deletion.

use crate::db::{Tx, batch};
use crate::error::{Error, Result};
use crate::migrate::Backend;
use crate::migrate::schema::{ForeignKey, Schema, Table};

/// One step on the way to empty tables.
enum Act<'a> {
    /// Its rows refer to nothing any more by this reference.
    Loosen(&'a Table, &'a ForeignKey),
    /// It has no rows any more.
    Empty(&'a Table),
}

/// Deletes all rows of the tables, and gives their names in the order of the deletion.
pub(super) async fn tables<'a>(
    schema: &'a Schema,
    backend: Backend,
    tx: &Tx,
) -> Result<Vec<&'a str>> {
    let mut emptied = Vec::new();
    for act in plan(schema)? {
        match act {
            Act::Loosen(table, key) => {
                for column in &key.columns {
                    let (table, column) = (backend.quoted(&table.name), backend.quoted(column));
                    let sql =
                        format!("UPDATE {table} SET {column} = NULL WHERE {column} IS NOT NULL");
                    batch(&sql, tx).await?;
                }
            }
            Act::Empty(table) => {
                batch(&format!("DELETE FROM {}", backend.quoted(&table.name)), tx).await?;
                emptied.push(&*table.name);
            }
        }
    }
    Ok(emptied)
}

/// Lets the keys that the database makes begin with 1 again. MySQL ends the transaction by it.
pub(super) async fn restart(schema: &Schema, backend: Backend, tx: &Tx) -> Result<()> {
    for table in &schema.tables {
        let Some(key) = table.columns.iter().find(|column| column.generated) else { continue };
        let (name, key) = (backend.quoted(&table.name), backend.quoted(&key.name));
        let sql = match backend {
            Backend::Mysql => format!("ALTER TABLE {name} AUTO_INCREMENT = 1"),
            Backend::Postgres => format!("ALTER TABLE {name} ALTER COLUMN {key} RESTART"),
            Backend::Sqlite => {
                let name = table.name.replace('\'', "''");
                format!("DELETE FROM sqlite_sequence WHERE name = '{name}'")
            }
        };
        batch(&sql, tx).await?;
    }
    Ok(())
}

/// A table comes after those that refer to it. Where tables refer to each other in a circle, a
/// reference that may be null is made so.
fn plan(schema: &Schema) -> Result<Vec<Act<'_>>> {
    let mut acts = Vec::new();
    let mut left: Vec<&Table> = schema.tables.iter().collect();
    while !left.is_empty() {
        let free = left.iter().position(|table| !is_referred_to(table, &left, &acts));
        if let Some(free) = free {
            let table = left.remove(free);
            let own = optional(table).filter(|key| key.table == table.name);
            acts.extend(own.map(|key| Act::Loosen(table, key)));
            acts.push(Act::Empty(table));
        } else if let Some(act) = left.iter().find_map(|table| loosen(table, &left, &acts)) {
            acts.push(act);
        } else {
            let names: Vec<String> = left.iter().map(|table| format!("`{}`", table.name)).collect();
            return Err(Error::internal(format!(
                "{} refer to each other by columns that may not be null: no order empties them",
                names.join(", ")
            )));
        }
    }
    Ok(acts)
}

/// Whether another table that is left has a reference to it.
fn is_referred_to(table: &Table, left: &[&Table], acts: &[Act<'_>]) -> bool {
    let others = left.iter().filter(|other| other.name != table.name);
    others.flat_map(|other| held(other, acts)).any(|key| key.table == table.name)
}

/// The references of a table, but for those that are null by now.
fn held<'a>(table: &'a Table, acts: &[Act<'_>]) -> impl Iterator<Item = &'a ForeignKey> {
    let is_loose =
        |key| acts.iter().any(|act| matches!(act, Act::Loosen(_, loose) if *loose == key));
    table.foreign_keys.iter().filter(move |key| !is_loose(*key))
}

/// The references that may be null.
fn optional(table: &Table) -> impl Iterator<Item = &ForeignKey> {
    let may_be_null = |name: &String| table.column(name).is_some_and(|column| column.nullable);
    table.foreign_keys.iter().filter(move |key| key.columns.iter().all(may_be_null))
}

/// Takes a reference to another table that is left away.
fn loosen<'a>(table: &'a Table, left: &[&Table], acts: &[Act<'_>]) -> Option<Act<'a>> {
    let is_other = |key: &ForeignKey| {
        key.table != table.name && left.iter().any(|other| other.name == key.table)
    };
    let is_held = |key: &ForeignKey| held(table, acts).any(|held| held == key);
    let key = optional(table).find(|key| is_other(key) && is_held(key))?;
    Some(Act::Loosen(table, key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::migrate::schema::{Column, Kind, OnDelete};

    /// `posts author_id>users reply_to?>posts`: a table and its references; `?` may be null.
    fn table(text: &str) -> Table {
        let mut words = text.split(' ');
        let name = words.next().unwrap_or_default();
        let mut table = Table {
            name: name.to_owned(),
            renamed_from: None,
            columns: Vec::new(),
            key: Vec::new(),
            indexes: Vec::new(),
            foreign_keys: Vec::new(),
            checks: Vec::new(),
        };
        for (column, target) in words.filter_map(|word| word.split_once('>')) {
            let name = column.trim_end_matches('?').to_owned();
            table.columns.push(Column {
                name: name.clone(),
                renamed_from: None,
                kind: Kind::Int64,
                length: None,
                nullable: column.ends_with('?'),
                generated: false,
                default: None,
                fill: None,
            });
            table.foreign_keys.push(ForeignKey {
                name: name.clone(),
                columns: vec![name],
                table: target.to_owned(),
                target: vec!["id".to_owned()],
                on_delete: OnDelete::Restrict,
            });
        }
        table
    }

    fn acts(tables: &[&str]) -> Vec<String> {
        let schema = Schema { tables: tables.iter().map(|text| table(text)).collect() };
        let act = |act: &Act<'_>| match act {
            Act::Loosen(table, key) => format!("{}.{}", table.name, key.name),
            Act::Empty(table) => table.name.clone(),
        };
        match plan(&schema) {
            Ok(acts) => acts.iter().map(act).collect(),
            Err(error) => vec![error.source_chain()],
        }
    }

    #[test]
    fn those_that_refer_come_first() {
        let tables = ["comments post_id>posts", "posts user_id>users", "users"];
        assert_eq!(acts(&tables), ["comments", "posts", "users"]);
        assert_eq!(acts(&["a", "b a_id?>a"]), ["b", "a"]);
    }

    #[test]
    fn a_circle_is_opened_where_it_may_be() {
        assert_eq!(acts(&["pages parent_id?>pages"]), ["pages.parent_id", "pages"]);
        let tables = ["teams lead_id?>users", "users team_id>teams"];
        assert_eq!(acts(&tables), ["teams.lead_id", "users", "teams"]);
        let closed = acts(&["a b_id>b", "b a_id>a"]);
        assert!(closed[0].starts_with("`a`, `b` refer to each other"), "{closed:?}");
    }
}
