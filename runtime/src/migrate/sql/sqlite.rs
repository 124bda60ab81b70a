//! Changes in the words of SQLite.
//!
//! It can alter little of a table: what it cannot is done by building the table anew, as
//! <https://sqlite.org/lang_altertable.html#otheralter> says.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::super::diff::{Change, Plan};
use super::super::schema::{Column, Fill, Index, Kind, Table};
use super::{Backend, Script, on_delete};

const SQLITE: Backend = Backend::Sqlite;

/// What the framework writes for this moment: see `UtcTimestamp`.
const NOW: &str = "strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')";

/// The statements for a plan.
#[must_use]
pub(crate) fn script(plan: &Plan) -> Script {
    let rebuilt: BTreeSet<&str> =
        plan.changes.iter().map(Change::table).filter(|table| must_rebuild(plan, table)).collect();
    let mut done: BTreeSet<&str> = BTreeSet::new();
    let mut statements = Vec::new();
    for change in &plan.changes {
        let table = change.table();
        let is_rename = matches!(change, Change::RenameTable { .. } | Change::RenameColumn { .. });
        if !rebuilt.contains(table) || is_rename {
            alter(plan, change, &mut statements);
        }
        // Its own columns are renamed by now, and those of other tables that it refers to.
        let is_next = !is_early(change) && rebuilt.contains(table);
        if is_next && done.insert(table) {
            rebuild(plan, table, &mut statements);
        }
    }
    for table in rebuilt.iter().copied().filter(|table| !done.contains(*table)) {
        rebuild(plan, table, &mut statements);
    }
    // To remove a table is to delete its rows, which references of other tables would forbid.
    let drops = plan.changes.iter().any(|change| matches!(change, Change::DropTable { .. }));
    Script { statements, online: Vec::new(), rebuilds: drops || !rebuilt.is_empty() }
}

fn is_early(change: &Change) -> bool {
    matches!(
        change,
        Change::RenameTable { .. }
            | Change::DropForeignKey { .. }
            | Change::DropCheck { .. }
            | Change::DropIndex { .. }
            | Change::RenameColumn { .. }
            | Change::DropTable { .. }
    )
}

/// Whether something of the table changes that no `ALTER TABLE` does.
fn must_rebuild(plan: &Plan, name: &str) -> bool {
    let (Some(_), Some(table)) = (plan.before.table(name), plan.after.table(name)) else {
        return false;
    };
    let of_table = || plan.changes.iter().filter(|change| change.table() == name);
    let added: BTreeSet<&str> = of_table()
        .filter_map(|change| match change {
            Change::AddColumn { column, .. } => Some(&*column.name),
            _ => None,
        })
        .collect();
    let is_added = |column: &str| added.contains(column);
    of_table().any(|change| match change {
        Change::AddColumn { column, .. } => !can_add(table, column),
        // Both stand in the line of the column.
        Change::AddForeignKey { key, .. } => !key.columns.iter().all(|column| is_added(column)),
        Change::AddCheck { check, .. } => {
            !added.iter().any(|column| column_of(check, column).is_some())
        }
        Change::DropForeignKey { .. }
        | Change::DropCheck { .. }
        | Change::DropColumn { .. }
        | Change::AlterColumn { .. }
        | Change::RenameCheck { .. } => true,
        // A check of a truth value carries the name of its column.
        Change::RenameColumn { to, .. } => {
            table.column(to).is_some_and(|column| column.kind == Kind::Bool)
        }
        Change::RenameTable { .. } => table.columns.iter().any(|column| column.kind == Kind::Bool),
        _ => false,
    })
}

fn can_add(table: &Table, column: &Column) -> bool {
    let refers = table.foreign_keys.iter().any(|key| key.columns.contains(&column.name));
    let many = table.foreign_keys.iter().any(|key| key.columns.len() > 1);
    (column.nullable && column.default.is_none() || column.default.is_some() && !refers) && !many
}

fn alter(plan: &Plan, change: &Change, statements: &mut Vec<String>) {
    let quoted = |name: &str| SQLITE.quoted(name);
    match change {
        Change::RenameTable { from, to } => {
            statements.push(format!("ALTER TABLE {} RENAME TO {}", quoted(from), quoted(to)));
        }
        Change::RenameColumn { table, from, to } => statements.push(format!(
            "ALTER TABLE {} RENAME COLUMN {} TO {}",
            quoted(table),
            quoted(from),
            quoted(to),
        )),
        Change::DropTable { table } => {
            statements.push(format!("DROP TABLE {}", quoted(&table.name)));
        }
        Change::CreateTable { table } => statements.push(create_table(table, &table.name)),
        Change::AddColumn { table, column } => {
            if let Some(table) = plan.after.table(table) {
                let line = line(table, column);
                statements.push(format!("ALTER TABLE {} ADD COLUMN {line}", quoted(&table.name)));
            }
        }
        Change::DropIndex { index, .. } => statements.push(drop_index(index)),
        Change::RenameIndex { table, from, to } => {
            statements.push(drop_index(from));
            statements.push(create_index(table, to));
        }
        Change::AddIndex { table, index } => statements.push(create_index(table, index)),
        // They stand in the line of a column, or in a table that is built anew.
        Change::DropForeignKey { .. }
        | Change::DropCheck { .. }
        | Change::DropColumn { .. }
        | Change::AlterColumn { .. }
        | Change::RenameForeignKey { .. }
        | Change::RenameCheck { .. }
        | Change::AddForeignKey { .. }
        | Change::AddCheck { .. } => {}
    }
}

/// What makes a table, without its indexes.
fn create_table(table: &Table, name: &str) -> String {
    let mut lines: Vec<String> = table.columns.iter().map(|column| line(table, column)).collect();
    if !has_generated_key(table) && !table.key.is_empty() {
        lines.push(format!("PRIMARY KEY ({})", SQLITE.list(&table.key)));
    }
    for key in table.foreign_keys.iter().filter(|key| key.columns.len() > 1) {
        lines.push(format!("FOREIGN KEY ({}) {}", SQLITE.list(&key.columns), references(key)));
    }
    let of_column = |check: &&super::Check| {
        table.columns.iter().any(|column| column_of(check, &column.name).is_some())
    };
    for check in table.checks.iter().filter(|check| !of_column(check)) {
        lines.push(SQLITE.check(check, table));
    }
    // STRICT: without it, SQLite would take any value for any column.
    format!("CREATE TABLE {} (\n    {}\n) STRICT", SQLITE.quoted(name), lines.join(",\n    "))
}

fn has_generated_key(table: &Table) -> bool {
    table.columns.iter().any(|column| column.generated)
}

/// The bounds, if the check is about that column alone.
fn column_of<'a>(check: &'a super::Check, column: &str) -> Option<&'a super::Bounds> {
    match &check.rule {
        super::CheckRule::Bounds(bounds) => Some(bounds).filter(|bounds| bounds.column == column),
        super::CheckRule::Sql { .. } | super::CheckRule::Texts { .. } => None,
    }
}

/// A column, with what is said of it alone.
fn line(table: &Table, column: &Column) -> String {
    let mut line = format!("{} {}", SQLITE.quoted(&column.name), kind(column.kind));
    if column.generated {
        // A key that was deleted never comes back: it may live on in a token or a link.
        line.push_str(" PRIMARY KEY AUTOINCREMENT");
        return line;
    }
    if !column.nullable {
        line.push_str(" NOT NULL");
    }
    if let Some(default) = &column.default {
        let _ = write!(line, " DEFAULT {}", SQLITE.value(default, column.kind));
    }
    if let Some((name, condition)) = check(table, column) {
        let _ = write!(line, " CONSTRAINT {} CHECK ({condition})", SQLITE.quoted(&name));
    }
    let key =
        table.foreign_keys.iter().find(|key| *key.columns == *std::slice::from_ref(&column.name));
    if let Some(key) = key {
        let _ = write!(line, " {}", references(key));
    }
    line
}

fn references(key: &super::super::schema::ForeignKey) -> String {
    format!(
        "REFERENCES {} ({}) {}",
        SQLITE.quoted(&key.table),
        SQLITE.list(&key.target),
        on_delete(key.on_delete),
    )
}

/// The name and the condition of a column's check; there is no type for a truth value.
pub(in super::super) fn check(table: &Table, column: &Column) -> Option<(String, String)> {
    let declared = table.checks.iter().find(|check| column_of(check, &column.name).is_some());
    if let Some(check) = declared {
        return Some((check.name.clone(), SQLITE.condition(check, table)));
    }
    let name = super::super::name::check(&table.name, &column.name);
    (column.kind == Kind::Bool)
        .then(|| (name, format!("{} IN (0, 1)", SQLITE.quoted(&column.name))))
}

/// The type of a column.
pub(in super::super) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Bool | Kind::Int16 | Kind::Int32 | Kind::Int64 => "INTEGER",
        Kind::Float32 | Kind::Float64 => "REAL",
        Kind::Text | Kind::Timestamp | Kind::Date | Kind::Time | Kind::Json => "TEXT",
        // The order of numbers, by a collation that every connection of the framework has.
        Kind::Decimal => "TEXT COLLATE ordain_decimal",
        Kind::Bytes | Kind::Uuid => "BLOB",
    }
}

fn create_index(table: &str, index: &Index) -> String {
    let unique = if index.unique { "UNIQUE " } else { "" };
    let condition =
        index.condition.as_ref().map_or(String::new(), |condition| format!(" WHERE {condition}"));
    let (name, columns) = (SQLITE.quoted(&index.name), SQLITE.list(&index.columns));
    format!("CREATE {unique}INDEX {name} ON {} ({columns}){condition}", SQLITE.quoted(table))
}

fn drop_index(index: &Index) -> String {
    format!("DROP INDEX {}", SQLITE.quoted(&index.name))
}

fn rebuild(plan: &Plan, name: &str, statements: &mut Vec<String>) {
    let (Some(before), Some(after)) = (plan.before.table(name), plan.after.table(name)) else {
        return;
    };
    let new = format!("__new_{name}");
    let (new_quoted, quoted) = (SQLITE.quoted(&new), SQLITE.quoted(name));
    let values: Vec<(String, String)> = after
        .columns
        .iter()
        .filter_map(|column| Some((SQLITE.quoted(&column.name), value(before, column)?)))
        .collect();
    let (columns, values): (Vec<String>, Vec<String>) = values.into_iter().unzip();
    let (columns, values) = (columns.join(", "), values.join(", "));
    // By name: what is not named here and goes with the table was made by hand, and is put back.
    statements.extend(before.indexes.iter().map(drop_index));
    statements.push(create_table(after, &new));
    statements
        .push(format!("INSERT INTO {new_quoted} ({columns})\n    SELECT {values} FROM {quoted}"));
    if has_generated_key(before) && has_generated_key(after) {
        let (new, name) = (SQLITE.text(&new), SQLITE.text(name));
        statements.push(format!("DELETE FROM sqlite_sequence WHERE name = {new}"));
        statements.push(format!(
            "INSERT INTO sqlite_sequence (name, seq)\n    \
             SELECT {new}, seq FROM sqlite_sequence WHERE name = {name}"
        ));
    }
    statements.push(format!("DROP TABLE {quoted}"));
    statements.push(format!("ALTER TABLE {new_quoted} RENAME TO {quoted}"));
    statements.extend(after.indexes.iter().map(|index| create_index(name, index)));
}

/// What the rows that are there get in a column; nothing if the database knows by itself.
fn value(before: &Table, column: &Column) -> Option<String> {
    let default = column.default.as_ref().map(|default| SQLITE.value(default, column.kind));
    let Some(old) = before.column(&column.name) else {
        return match (default, column.fill) {
            (Some(_), _) => None,
            (None, Some(Fill::Now)) => Some(NOW.to_owned()),
            (None, None) => Some("NULL".to_owned()),
        };
    };
    let name = SQLITE.quoted(&column.name);
    let converted = match (old.kind, column.kind) {
        (from, to) if kind(from) == kind(to) && to != Kind::Bool => name,
        (_, Kind::Bool) if old.kind != Kind::Bool => format!("{name} <> 0"),
        (_, Kind::Bool) => name,
        (_, to) => format!("CAST({name} AS {})", kind(to).split(' ').next().unwrap_or_default()),
    };
    match default {
        Some(default) if old.nullable && !column.nullable => {
            Some(format!("coalesce({converted}, {default})"))
        }
        _ => Some(converted),
    }
}
