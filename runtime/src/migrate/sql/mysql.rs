//! Changes in the words of MySQL and MariaDB.
//!
//! None of it can be rolled back: each statement stands for itself.

use std::fmt::Write;

use super::super::diff::{Change, Plan};
use super::super::schema::{Column, Fill, ForeignKey, Index, Kind, Table};
use super::{Backend, Script, on_delete};

const MYSQL: Backend = Backend::Mysql;

/// The longest text that stands in a row; a longer one stands beside it.
const LONGEST: u64 = 1024;

/// The longest text that an index takes: 3072 bytes of up to 4 for a character.
const LONGEST_INDEXED: u64 = 768;

/// The statements for a plan.
#[must_use]
pub(crate) fn script(plan: &Plan) -> Script {
    let mut statements = Vec::new();
    let (early, late): (Vec<&Change>, Vec<&Change>) =
        plan.changes.iter().partition(|change| is_early(change));
    for change in early {
        if matches!(change, Change::RenameColumn { .. }) {
            continue;
        }
        write_early(change, &mut statements);
    }
    // MariaDB renames no column that a check names.
    for change in &plan.changes {
        match change {
            Change::RenameCheck { table, from, .. } => {
                statements.push(drop_constraint(table, &from.name));
            }
            Change::RenameForeignKey { table, from, .. } => {
                statements.push(drop_foreign_key(table, &from.name));
            }
            Change::RenameColumn { .. } => write_early(change, &mut statements),
            _ => {}
        }
    }
    let (columns, rest): (Vec<&Change>, Vec<&Change>) = late.into_iter().partition(|change| {
        matches!(
            change,
            Change::DropTable { .. }
                | Change::CreateTable { .. }
                | Change::DropColumn { .. }
                | Change::AddColumn { .. }
        )
    });
    for change in columns {
        write_columns(plan, change, &mut statements);
    }
    modify(plan, &mut statements);
    for change in rest {
        write_late(plan, change, &mut statements);
    }
    Script { statements, online: Vec::new(), rebuilds: false }
}

fn is_early(change: &Change) -> bool {
    matches!(
        change,
        Change::RenameTable { .. }
            | Change::DropForeignKey { .. }
            | Change::DropCheck { .. }
            | Change::DropIndex { .. }
            | Change::RenameColumn { .. }
    )
}

fn quoted(name: &str) -> String {
    MYSQL.quoted(name)
}

fn alter(table: &str, what: &str) -> String {
    format!("ALTER TABLE {} {what}", quoted(table))
}

fn drop_constraint(table: &str, name: &str) -> String {
    alter(table, &format!("DROP CONSTRAINT {}", quoted(name)))
}

fn drop_foreign_key(table: &str, name: &str) -> String {
    alter(table, &format!("DROP FOREIGN KEY {}", quoted(name)))
}

fn write_early(change: &Change, statements: &mut Vec<String>) {
    match change {
        Change::RenameTable { from, to } => {
            statements.push(format!("RENAME TABLE {} TO {}", quoted(from), quoted(to)));
        }
        Change::RenameColumn { table, from, to } => statements
            .push(alter(table, &format!("RENAME COLUMN {} TO {}", quoted(from), quoted(to)))),
        Change::DropForeignKey { table, key } => {
            statements.push(drop_foreign_key(table, &key.name));
        }
        Change::DropCheck { table, check } => {
            statements.push(drop_constraint(table, &check.name));
        }
        Change::DropIndex { table, index } => drop_index(table, index, statements),
        _ => {}
    }
}

fn write_columns(plan: &Plan, change: &Change, statements: &mut Vec<String>) {
    match change {
        Change::DropTable { table } => {
            statements.push(format!("DROP TABLE {}", quoted(&table.name)));
        }
        Change::CreateTable { table } => statements.push(create_table(table)),
        Change::DropColumn { table, column } => {
            statements.push(alter(table, &format!("DROP COLUMN {}", quoted(&column.name))));
        }
        Change::AddColumn { table, column } => {
            if let Some(table) = plan.after.table(table) {
                add_column(table, column, statements);
            }
        }
        _ => {}
    }
}

fn write_late(plan: &Plan, change: &Change, statements: &mut Vec<String>) {
    let Some(of) = plan.after.table(change.table()) else { return };
    match change {
        Change::RenameIndex { table, from, to } => {
            if is_emulated(from) {
                drop_index(table, from, statements);
                create_index(of, to, statements);
            } else {
                let (from, to) = (quoted(&from.name), quoted(&to.name));
                statements.push(alter(table, &format!("RENAME INDEX {from} TO {to}")));
            }
        }
        Change::AddIndex { index, .. } => create_index(of, index, statements),
        Change::RenameForeignKey { table, to: key, .. } | Change::AddForeignKey { table, key } => {
            statements.push(alter(table, &format!("ADD {}", foreign_key(key))));
        }
        Change::RenameCheck { table, to: check, .. } | Change::AddCheck { table, check } => {
            statements.push(alter(table, &format!("ADD {}", MYSQL.check(check, of))));
        }
        _ => {}
    }
}

/// Columns whose line is another one now: also a text that comes to stand in an index.
fn modify(plan: &Plan, statements: &mut Vec<String>) {
    for after in &plan.after.tables {
        let Some(before) = plan.before.table(&after.name) else { continue };
        for column in &after.columns {
            let Some(old) = before.column(&column.name) else { continue };
            let (old_line, line) = (line(before, old), line(after, column));
            if old_line == line {
                continue;
            }
            if column.kind == Kind::Bool && old.kind != Kind::Bool {
                let (table, name) = (quoted(&after.name), quoted(&column.name));
                statements.push(format!("UPDATE {table} SET {name} = {name} <> 0"));
            }
            let default = column.default.as_ref().filter(|_| old.nullable && !column.nullable);
            if let Some(default) = default {
                let (table, name) = (quoted(&after.name), quoted(&column.name));
                let default = MYSQL.value(default, column.kind);
                statements
                    .push(format!("UPDATE {table} SET {name} = {default} WHERE {name} IS NULL"));
            }
            statements.push(alter(&after.name, &format!("MODIFY COLUMN {line}")));
        }
    }
}

fn create_table(table: &Table) -> String {
    let mut lines: Vec<String> = table.columns.iter().map(|column| line(table, column)).collect();
    if !table.key.is_empty() {
        lines.push(format!("PRIMARY KEY ({})", MYSQL.list(&table.key)));
    }
    lines.extend(table.checks.iter().map(|check| MYSQL.check(check, table)));
    format!(
        "CREATE TABLE {} (\n    {}\n) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
        quoted(&table.name),
        lines.join(",\n    "),
    )
}

fn line(table: &Table, column: &Column) -> String {
    let kind = kind(table, column);
    let mut line = format!("{} {kind}", quoted(&column.name));
    line.push_str(if column.nullable { " NULL" } else { " NOT NULL" });
    if column.generated {
        line.push_str(" AUTO_INCREMENT");
    }
    if let Some(default) = &column.default {
        let value = MYSQL.value(default, column.kind);
        let is_beside = kind == "LONGTEXT";
        let _ = if is_beside {
            write!(line, " DEFAULT ({value})")
        } else {
            write!(line, " DEFAULT {value}")
        };
    }
    line
}

/// The type of a column.
pub(in super::super) fn kind(table: &Table, column: &Column) -> String {
    let fixed = match column.kind {
        Kind::Bool => "TINYINT(1)",
        Kind::Int16 => "SMALLINT",
        Kind::Int32 => "INT",
        Kind::Int64 => "BIGINT",
        Kind::Float32 => "FLOAT",
        Kind::Float64 => "DOUBLE",
        Kind::Text => return text(table, column),
        Kind::Bytes => "LONGBLOB",
        Kind::Timestamp => "DATETIME(6)",
        Kind::Date => "DATE",
        Kind::Time => "TIME(6)",
        Kind::Uuid => "BINARY(16)",
        Kind::Decimal => "DECIMAL(65,28)",
        Kind::Json => "JSON",
    };
    fixed.to_owned()
}

fn text(table: &Table, column: &Column) -> String {
    match column.length {
        Some(length) if length <= LONGEST => format!("VARCHAR({})", length.max(1)),
        _ if table.is_indexed(&column.name) => format!("VARCHAR({})", share(table, column)),
        _ => "LONGTEXT".to_owned(),
    }
}

/// The characters of a text that fit into every index that it stands in, beside the other columns.
fn share(table: &Table, column: &Column) -> u64 {
    let of_index = |index: &Index| index.columns.len() + usize::from(is_emulated(index));
    let indexes = table.indexes.iter().filter(|index| index.columns.contains(&column.name));
    let most = indexes.map(of_index).chain([table.key.len()]).max().unwrap_or(1);
    LONGEST_INDEXED / u64::try_from(most.max(1)).unwrap_or(1)
}

/// A column in an index; of a text that is too long for it, the beginning.
fn indexed(table: &Table, index: &Index, name: &str) -> String {
    let column = table.column(name).filter(|column| column.kind == Kind::Text && !index.unique);
    let share = column.map(|column| (share(table, column), column.length.unwrap_or_default()));
    match share {
        Some((share, length)) if length > share => format!("{}({share})", quoted(name)),
        _ => quoted(name),
    }
}

fn add_column(table: &Table, column: &Column, statements: &mut Vec<String>) {
    let fill = column.fill.filter(|_| column.default.is_none());
    let now = match fill {
        Some(Fill::Now) => " DEFAULT (UTC_TIMESTAMP(6))",
        None => "",
    };
    statements.push(alter(&table.name, &format!("ADD COLUMN {}{now}", line(table, column))));
    if fill.is_some() {
        let name = quoted(&column.name);
        statements.push(alter(&table.name, &format!("ALTER COLUMN {name} DROP DEFAULT")));
    }
}

/// A unique index over some of the rows, which MySQL has not: a column that is null for the others
/// stands in it, too.
fn is_emulated(index: &Index) -> bool {
    index.unique && index.condition.is_some()
}

fn marker(index: &Index) -> String {
    format!("_{}", index.name)
}

fn create_index(table: &Table, index: &Index, statements: &mut Vec<String>) {
    let columns = index.columns.iter().map(|name| indexed(table, index, name));
    let mut columns: Vec<String> = columns.collect();
    let table = &table.name;
    if let Some(condition) = index.condition.as_ref().filter(|_| index.unique) {
        let marker = marker(index);
        statements.push(alter(
            table,
            &format!(
                "ADD COLUMN {} TINYINT GENERATED ALWAYS AS (IF({condition}, 1, NULL)) VIRTUAL",
                quoted(&marker),
            ),
        ));
        columns.push(quoted(&marker));
    }
    let unique = if index.unique { "UNIQUE " } else { "" };
    statements.push(format!(
        "CREATE {unique}INDEX {} ON {} ({})",
        quoted(&index.name),
        quoted(table),
        columns.join(", "),
    ));
}

fn drop_index(table: &str, index: &Index, statements: &mut Vec<String>) {
    statements.push(format!("DROP INDEX {} ON {}", quoted(&index.name), quoted(table)));
    if is_emulated(index) {
        statements.push(alter(table, &format!("DROP COLUMN {}", quoted(&marker(index)))));
    }
}

fn foreign_key(key: &ForeignKey) -> String {
    format!(
        "CONSTRAINT {} FOREIGN KEY ({}) REFERENCES {} ({}) {}",
        quoted(&key.name),
        MYSQL.list(&key.columns),
        quoted(&key.table),
        MYSQL.list(&key.target),
        on_delete(key.on_delete),
    )
}
