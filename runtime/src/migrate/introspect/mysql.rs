//! The schema of a MySQL or MariaDB database.
//!
//! What the framework keeps there for itself begins with `_`, and is left out.

use std::collections::BTreeSet;

use super::super::live::{Live, LiveTable, index_line, line, plain, reference_line};
use super::{names, rows};
use crate::db::Executor;
use crate::error::Result;

/// Columns of `JSON`, which are long texts with a check of their own for MariaDB.
type Json = BTreeSet<(String, String)>;

/// The schema of a MySQL or MariaDB database.
///
/// # Errors
/// Those of a query.
pub(super) async fn live(x: impl Executor) -> Result<Live> {
    let mut live = Live::default();
    let from = "FROM information_schema.tables WHERE table_schema = DATABASE() \
                AND table_type = 'BASE TABLE'";
    for row in rows(["table_name", "''", "''", "''", "''", "NULL"], from, x).await? {
        live.tables.insert(row.a, LiveTable::default());
    }
    let json = checks(&mut live, x).await?;
    columns(&mut live, &json, x).await?;
    indexes(&mut live, x).await?;
    foreign_keys(&mut live, x).await?;
    Ok(live)
}

async fn checks(live: &mut Live, x: impl Executor) -> Result<Json> {
    let columns = ["table_name", "constraint_name", "check_clause", "''", "''", "NULL"];
    let from = "FROM information_schema.check_constraints WHERE constraint_schema = DATABASE()";
    let mut json = Json::new();
    for row in rows(columns, from, x).await? {
        let condition = plain(&row.c);
        // It keeps the name that the column had at first.
        if let Some(column) = condition.strip_prefix("json_valid") {
            json.insert((row.a, column.to_owned()));
        } else if let Some(table) = live.tables.get_mut(&row.a) {
            table.checks.insert(row.b, condition);
        }
    }
    Ok(json)
}

async fn columns(live: &mut Live, json: &Json, x: impl Executor) -> Result<()> {
    let columns = [
        "table_name",
        "column_name",
        "CAST(column_type AS CHAR)",
        "is_nullable",
        "extra",
        "CAST(column_default AS CHAR)",
    ];
    let from = "FROM information_schema.columns WHERE table_schema = DATABASE()";
    for row in rows(columns, from, x).await? {
        let Some(table) = live.tables.get_mut(&row.a) else { continue };
        if row.b.starts_with('_') {
            continue;
        }
        let is_json = json.contains(&(row.a, row.b.to_lowercase()));
        let kind = if is_json { "json" } else { without_width(&row.c) };
        // MariaDB says so of a column that may be null and has no default.
        let default = row.f.filter(|default| default != "NULL").map(|text| with_quotes(&text));
        let generated = row.e.contains("auto_increment");
        table.columns.insert(row.b, line(kind, row.d == "YES", generated, default.as_deref()));
    }
    Ok(())
}

/// `'It\'s'` → `'It''s'`, which MariaDB writes now one way, now the other.
fn with_quotes(text: &str) -> String {
    let parts: Vec<String> = text.split("\\\\").map(|part| part.replace("\\'", "''")).collect();
    parts.join("\\\\")
}

/// `bigint(20)` → `bigint`: the width of a whole number means nothing.
fn without_width(kind: &str) -> &str {
    let name = kind.split('(').next().unwrap_or(kind);
    if matches!(name, "smallint" | "int" | "bigint") { name } else { kind }
}

async fn indexes(live: &mut Live, x: impl Executor) -> Result<()> {
    let columns = [
        "table_name",
        "index_name",
        "CAST(MIN(non_unique) AS CHAR)",
        "GROUP_CONCAT(column_name ORDER BY seq_in_index SEPARATOR '\u{1f}')",
        "''",
        "NULL",
    ];
    let from = "FROM information_schema.statistics WHERE table_schema = DATABASE() \
                GROUP BY table_name, index_name";
    for row in rows(columns, from, x).await? {
        let Some(table) = live.tables.get_mut(&row.a) else { continue };
        let mut columns = names(&row.d);
        columns.retain(|name| !name.starts_with('_'));
        if row.b == "PRIMARY" {
            table.key = columns;
        } else {
            table.indexes.insert(row.b, index_line(row.c == "0", &columns, None));
        }
    }
    Ok(())
}

async fn foreign_keys(live: &mut Live, x: impl Executor) -> Result<()> {
    let columns = [
        "k.table_name",
        "MIN(k.referenced_table_name)",
        "GROUP_CONCAT(k.column_name ORDER BY k.ordinal_position SEPARATOR '\u{1f}')",
        "GROUP_CONCAT(k.referenced_column_name ORDER BY k.ordinal_position SEPARATOR '\u{1f}')",
        "CONCAT('on delete ', LOWER(MIN(r.delete_rule)))",
        "NULL",
    ];
    let from = "FROM information_schema.key_column_usage k \
                JOIN information_schema.referential_constraints r \
                ON r.constraint_schema = k.constraint_schema \
                AND r.constraint_name = k.constraint_name AND r.table_name = k.table_name \
                WHERE k.table_schema = DATABASE() AND k.referenced_table_name IS NOT NULL \
                GROUP BY k.table_name, k.constraint_name";
    for row in rows(columns, from, x).await? {
        let Some(table) = live.tables.get_mut(&row.a) else { continue };
        let (own, target) = (names(&row.c), names(&row.d));
        table.foreign_keys.insert(reference_line(&own, &row.b, &target, &row.e));
    }
    Ok(())
}
