//! A schema as a database tells it: lines that can be compared.
//!
//! What the models ask for is put into the same lines, so a difference can be shown to a person.

use std::collections::{BTreeMap, BTreeSet};

use super::schema::{CheckRule, Column, Schema, Table};
use super::sql::{Backend, mysql, postgres, sqlite};

/// The tables of a database.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Live {
    /// The tables, by name.
    pub tables: BTreeMap<String, LiveTable>,
}

/// A table of a database.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LiveTable {
    /// Its columns: type, null, default.
    pub columns: BTreeMap<String, String>,
    /// The columns of its key.
    pub key: Vec<String>,
    /// Its indexes: unique or not, columns, condition.
    pub indexes: BTreeMap<String, String>,
    /// Its references: columns, target, what happens at a deletion.
    pub foreign_keys: BTreeSet<String>,
    /// Its checks, by name.
    pub checks: BTreeMap<String, String>,
}

impl Live {
    /// What a database says that has this schema.
    #[must_use]
    pub fn expected(schema: &Schema, backend: Backend) -> Self {
        let tables = schema.tables.iter();
        Self {
            tables: tables.map(|table| (table.name.clone(), expected(table, backend))).collect(),
        }
    }

    /// How a database differs from what is expected of it. What it has besides is no difference: it
    /// may be made by hand.
    #[must_use]
    pub fn differences(&self, expected: &Self) -> Vec<String> {
        let mut differences = Vec::new();
        for (name, expected) in &expected.tables {
            match self.tables.get(name) {
                None => differences.push(format!("the table `{name}` is missing")),
                Some(found) => compare(name, found, expected, &mut differences),
            }
        }
        differences
    }
}

fn compare(table: &str, found: &LiveTable, expected: &LiveTable, differences: &mut Vec<String>) {
    compare_lines("column", table, &found.columns, &expected.columns, differences);
    for column in found.columns.keys().filter(|name| !expected.columns.contains_key(*name)) {
        differences.push(format!("the column `{table}.{column}` is in no model"));
    }
    if found.key != expected.key {
        differences.push(format!(
            "the key of `{table}` is ({}), expected ({})",
            found.key.join(", "),
            expected.key.join(", ")
        ));
    }
    compare_lines("index", table, &found.indexes, &expected.indexes, differences);
    compare_lines("check", table, &found.checks, &expected.checks, differences);
    for key in expected.foreign_keys.difference(&found.foreign_keys) {
        differences.push(format!("the reference of `{table}` is missing: {key}"));
    }
}

fn compare_lines(
    what: &str,
    table: &str,
    found: &BTreeMap<String, String>,
    expected: &BTreeMap<String, String>,
    differences: &mut Vec<String>,
) {
    for (name, expected) in expected {
        match found.get(name) {
            None => differences.push(format!("the {what} `{name}` of `{table}` is missing")),
            Some(found) if found != expected => differences
                .push(format!("the {what} `{name}` of `{table}` is {found}, expected {expected}")),
            Some(_) => {}
        }
    }
}

fn expected(table: &Table, backend: Backend) -> LiveTable {
    let column = |column: &Column| {
        let default = column.default.as_ref().map(|value| backend.value(value, column.kind));
        let kind = match backend {
            Backend::Sqlite => sqlite::kind(column.kind).to_owned(),
            Backend::Postgres => postgres::kind(column.kind).to_owned(),
            Backend::Mysql => mysql::kind(table, column),
        };
        // The type of a column says nothing of its collation, when SQLite is asked.
        let kind = kind.split(" COLLATE").next().unwrap_or_default();
        (column.name.clone(), line(kind, column.nullable, column.generated, default.as_deref()))
    };
    LiveTable {
        columns: table.columns.iter().map(column).collect(),
        key: table.key.clone(),
        indexes: table
            .indexes
            .iter()
            .map(|index| {
                let condition = index.condition.as_deref().filter(|_| backend != Backend::Mysql);
                (index.name.clone(), index_line(index.unique, &index.columns, condition))
            })
            .collect(),
        foreign_keys: table
            .foreign_keys
            .iter()
            .map(|key| {
                let action = super::sql::on_delete(key.on_delete);
                reference_line(&key.columns, &key.table, &key.target, action)
            })
            .collect(),
        checks: checks(table, backend),
    }
}

fn checks(table: &Table, backend: Backend) -> BTreeMap<String, String> {
    let condition = |check: &super::schema::Check| match &check.rule {
        // The servers write it down in words of their own.
        CheckRule::Sql { .. } | CheckRule::Texts { .. } if backend != Backend::Sqlite => {
            String::new()
        }
        _ => plain(&backend.condition(check, table)),
    };
    let mut checks: BTreeMap<String, String> =
        table.checks.iter().map(|check| (check.name.clone(), condition(check))).collect();
    if backend == Backend::Sqlite {
        let lines = table.columns.iter().filter_map(|column| sqlite::check(table, column));
        checks.extend(lines.map(|(name, condition)| (name, plain(&condition))));
    }
    checks
}

/// A column's line.
pub(super) fn line(kind: &str, nullable: bool, generated: bool, default: Option<&str>) -> String {
    let mut line = kind.to_lowercase();
    if !nullable {
        line.push_str(" not null");
    }
    if generated {
        line.push_str(" generated");
    }
    if let Some(default) = default {
        line.push_str(" default ");
        line.push_str(&plain(default));
    }
    line
}

/// An index's line.
pub(super) fn index_line(unique: bool, columns: &[String], condition: Option<&str>) -> String {
    let unique = if unique { "unique " } else { "" };
    let condition =
        condition.map_or(String::new(), |condition| format!(" where {}", plain(condition)));
    format!("{unique}({}){condition}", columns.join(", "))
}

/// A reference's line.
pub(super) fn reference_line(
    columns: &[String],
    table: &str,
    target: &[String],
    action: &str,
) -> String {
    let action = action.to_lowercase();
    format!("({}) to {table} ({}) {action}", columns.join(", "), target.join(", "))
}

/// A piece of SQL without what databases add to it or take from it: quotes, parentheses, spaces and
/// casts. Texts stay as they are.
pub(super) fn plain(sql: &str) -> String {
    let mut plain = String::with_capacity(sql.len());
    let mut rest = sql;
    while let Some(next) = rest.chars().next() {
        if next == '\'' {
            let end = end_of_text(rest);
            plain.push_str(unquoted(&rest[..end]));
            rest = &rest[end..];
        } else if let Some(cast) = rest.strip_prefix("::") {
            rest = after_type(cast);
        } else {
            if !(matches!(next, '"' | '`' | '(' | ')') || next.is_whitespace()) {
                plain.extend(next.to_lowercase());
            }
            rest = &rest[next.len_utf8()..];
        }
    }
    // A fraction of nothing is a whole number, for MariaDB.
    plain.strip_suffix(".0").map_or_else(|| plain.clone(), str::to_owned)
}

fn end_of_text(text: &str) -> usize {
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, found)) = chars.next() {
        if found == '\'' && chars.next_if(|(_, next)| *next == '\'').is_none() {
            return at + 1;
        }
    }
    text.len()
}

/// PostgreSQL writes a negative number as a text with a cast.
fn unquoted(text: &str) -> &str {
    let inner = text.trim_matches('\'');
    if inner.parse::<f64>().is_ok() { inner } else { text }
}

/// What stands after the name of a type.
fn after_type(text: &str) -> &str {
    let words = ["double precision", "character varying", "timestamp with time zone"];
    let length = words.iter().find(|word| text.starts_with(**word)).map_or_else(
        || text.find(|c: char| c != '_' && !c.is_alphanumeric()).unwrap_or(text.len()),
        |word| word.len(),
    );
    &text[length..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_databases_add_is_left_out() {
        assert_eq!(
            plain("((length(title) >= 1) AND (x <= '-5'::integer))"),
            "lengthtitle>=1andx<=-5"
        );
        assert_eq!(plain("length(\"title\") >= 1 AND \"x\" <= -5"), "lengthtitle>=1andx<=-5");
        assert_eq!(plain("'It''s (A)'::text"), "'It''s (A)'");
        assert_eq!(plain("(0.5)::double precision"), "0.5");
    }
}
