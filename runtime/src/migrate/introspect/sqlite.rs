//! The schema of an SQLite database.
//!
//! Its catalogue has no checks: they are read from the statement that made the table.

use std::collections::BTreeMap;

use super::super::live::{Live, LiveTable, index_line, line, plain, reference_line};
use super::{names, rows};
use crate::db::Executor;
use crate::error::Result;

/// The schema of an SQLite database.
///
/// # Errors
/// Those of a query.
pub(crate) async fn live(x: impl Executor) -> Result<Live> {
    let mut live = Live::default();
    let from = "FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
    for row in rows(["name", "sql", "''", "''", "''", "NULL"], from, x).await? {
        let table = LiveTable { checks: checks(&row.b), ..LiveTable::default() };
        live.tables.insert(row.a, table);
    }
    columns(&mut live, x).await?;
    indexes(&mut live, x).await?;
    foreign_keys(&mut live, x).await?;
    Ok(live)
}

async fn columns(live: &mut Live, x: impl Executor) -> Result<()> {
    let generated = "CAST(c.pk > 0 AND m.sql LIKE '%AUTOINCREMENT%' AS TEXT)";
    let columns =
        ["m.name", "c.name", "c.type", "CAST(c.\"notnull\" AS TEXT)", generated, "c.dflt_value"];
    let from = "FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' \
                ORDER BY m.name, c.cid";
    for row in rows(columns, from, x).await? {
        let Some(table) = live.tables.get_mut(&row.a) else { continue };
        let generated = row.e == "1";
        let nullable = row.d == "0" && !generated;
        table.columns.insert(row.b, line(&row.c, nullable, generated, row.f.as_deref()));
    }
    let from = "FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND \
                c.pk > 0 ORDER BY m.name, c.pk";
    for row in rows(["m.name", "c.name", "''", "''", "''", "NULL"], from, x).await? {
        if let Some(table) = live.tables.get_mut(&row.a) {
            table.key.push(row.b);
        }
    }
    Ok(())
}

async fn indexes(live: &mut Live, x: impl Executor) -> Result<()> {
    let columns = "(SELECT group_concat(name, char(31)) FROM (SELECT name FROM \
                   pragma_index_info(i.name) ORDER BY seqno))";
    let columns = ["m.name", "i.name", "CAST(i.\"unique\" AS TEXT)", columns, "s.sql", "NULL"];
    let from = "FROM sqlite_schema m JOIN pragma_index_list(m.name) i \
                JOIN sqlite_schema s ON s.name = i.name AND s.type = 'index' \
                WHERE m.type = 'table' AND i.origin = 'c'";
    for row in rows(columns, from, x).await? {
        let Some(table) = live.tables.get_mut(&row.a) else { continue };
        let condition = row.e.split_once(") WHERE ").map(|(_, condition)| condition);
        table.indexes.insert(row.b, index_line(row.c == "1", &names(&row.d), condition));
    }
    Ok(())
}

/// A reference while its columns are gathered.
#[derive(Default)]
struct Key {
    columns: Vec<String>,
    table: String,
    target: Vec<String>,
    action: String,
}

async fn foreign_keys(live: &mut Live, x: impl Executor) -> Result<()> {
    let columns =
        ["m.name", "CAST(k.id AS TEXT)", "k.\"from\"", "k.\"table\"", "k.on_delete", "k.\"to\""];
    let from = "FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) k \
                WHERE m.type = 'table' ORDER BY m.name, k.id, k.seq";
    let mut keys: BTreeMap<(String, String), Key> = BTreeMap::new();
    for row in rows(columns, from, x).await? {
        let key = keys.entry((row.a, row.b)).or_default();
        key.columns.push(row.c);
        key.table = row.d;
        key.target.extend(row.f);
        key.action = format!("on delete {}", row.e);
    }
    for ((table, _), key) in keys {
        if let Some(table) = live.tables.get_mut(&table) {
            let Key { columns, table: target, target: names, action } = &key;
            table.foreign_keys.insert(reference_line(columns, target, names, action));
        }
    }
    Ok(())
}

/// The checks of a `CREATE TABLE`, by name.
fn checks(sql: &str) -> BTreeMap<String, String> {
    let mut checks = BTreeMap::new();
    let mut rest = sql;
    while let Some((_, after)) = rest.split_once("CONSTRAINT \"") {
        rest = after;
        let Some((name, condition)) = after.split_once("\" CHECK (") else { continue };
        if name.contains('"') {
            continue;
        }
        checks.insert(name.to_owned(), plain(inside(condition)));
    }
    checks
}

/// What stands before the parenthesis that is not opened here.
fn inside(text: &str) -> &str {
    let (mut depth, mut quoted) = (0_usize, false);
    for (at, found) in text.char_indices() {
        match found {
            '\'' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted && depth == 0 => return &text[..at],
            ')' if !quoted => depth -= 1,
            _ => {}
        }
    }
    text
}
