//! Tables in the words of SQLite.
//!
//! Nothing is executed here.

use std::fmt::Write;

use super::super::column::ColumnKind;
use super::super::spec::{
    Bounds, ColumnSpec, DefaultValue, Index, ModelSpec, Number, OnDelete, Writer,
};

/// The columns of a table; none if there is no such table.
pub(super) const COLUMN_NAMES: &str = "SELECT name FROM pragma_table_info(?)";

/// What makes the table and its indexes.
pub(super) fn statements(spec: &ModelSpec) -> Vec<String> {
    let columns: Vec<String> = spec.columns.iter().map(|column| line(spec, column)).collect();
    // STRICT: without it, SQLite would take any value for any column.
    let table = format!(
        "CREATE TABLE IF NOT EXISTS {} (\n    {}\n) STRICT",
        quoted(spec.table),
        columns.join(",\n    "),
    );
    let indexes = spec.columns.iter().filter(|column| is_indexed(column)).map(|column| {
        format!(
            "CREATE INDEX IF NOT EXISTS {} ON {} ({})",
            quoted(&format!("{}_{}_index", spec.table, column.name)),
            quoted(spec.table),
            quoted(column.name),
        )
    });
    std::iter::once(table).chain(indexes).collect()
}

/// A reference is found from its other end too, when that row is deleted.
fn is_indexed(column: &ColumnSpec) -> bool {
    match column.index {
        Index::Unique => false,
        Index::Many => true,
        Index::None => column.references.is_some(),
    }
}

fn line(spec: &ModelSpec, column: &ColumnSpec) -> String {
    let mut line = format!("{} {}", quoted(column.name), kind(column.kind));
    if column.writer == Writer::Key {
        // A key that was deleted never comes back: it may live on in a token or a link.
        line.push_str(" PRIMARY KEY AUTOINCREMENT");
        return line;
    }
    if !column.nullable {
        line.push_str(" NOT NULL");
    }
    if let Some(default) = &column.default {
        line.push_str(" DEFAULT ");
        line.push_str(&value(default));
    }
    if column.index == Index::Unique {
        line.push_str(" UNIQUE");
    }
    if let Some(check) = check(column) {
        // By this name the column is found again when the check fails.
        let name = quoted(&format!("{}.{}", spec.table, column.name));
        let _ = write!(line, " CONSTRAINT {name} CHECK ({check})");
    }
    if let Some(reference) = column.references {
        let target = (reference.target)();
        let key = target.key().map_or("id", |key| key.name);
        let _ = write!(line, " REFERENCES {} ({})", quoted(target.table), quoted(key));
        line.push_str(match reference.on_delete {
            OnDelete::Restrict => " ON DELETE RESTRICT",
            OnDelete::Cascade => " ON DELETE CASCADE",
            OnDelete::SetNull => " ON DELETE SET NULL",
        });
    }
    line
}

fn kind(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Bool | ColumnKind::Int16 | ColumnKind::Int32 | ColumnKind::Int64 => "INTEGER",
        ColumnKind::Float32 | ColumnKind::Float64 => "REAL",
        ColumnKind::Text | ColumnKind::Timestamp | ColumnKind::Date | ColumnKind::Time => "TEXT",
        ColumnKind::Bytes => "BLOB",
    }
}

fn value(default: &DefaultValue) -> String {
    match default {
        DefaultValue::Bool(value) => u8::from(*value).to_string(),
        DefaultValue::Int(value) => value.to_string(),
        DefaultValue::Float(value) => format!("{value:?}"),
        DefaultValue::Text(text) => format!("'{}'", text.replace('\'', "''")),
    }
}

fn check(column: &ColumnSpec) -> Option<String> {
    let name = quoted(column.name);
    let Bounds { min_length, max_length, min, max } = column.bounds;
    let conditions: Vec<String> = [
        (column.kind == ColumnKind::Bool).then(|| format!("{name} IN (0, 1)")),
        min_length.map(|least| format!("length({name}) >= {least}")),
        max_length.map(|most| format!("length({name}) <= {most}")),
        min.map(|least| format!("{name} >= {}", number(least))),
        max.map(|most| format!("{name} <= {}", number(most))),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!conditions.is_empty()).then(|| conditions.join(" AND "))
}

fn number(number: Number) -> String {
    match number {
        Number::Int(value) => value.to_string(),
        Number::Float(value) => format!("{value:?}"),
    }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
