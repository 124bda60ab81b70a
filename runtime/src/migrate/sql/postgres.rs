//! Changes in the words of PostgreSQL.
//!
//! Nothing holds a lock while it looks through a table that is there: such checks are made
//! afterwards, outside of the transaction.

use std::fmt::Write;

use super::super::diff::{Change, Plan};
use super::super::schema::{Column, Fill, ForeignKey, Index, Kind, Table};
use super::{Backend, Mode, Script, on_delete};

const POSTGRES: Backend = Backend::Postgres;

/// The statements for a plan.
#[must_use]
pub(crate) fn script(plan: &Plan, mode: Mode) -> Script {
    let mut script = Script::default();
    for change in &plan.changes {
        write(plan, change, mode, &mut script);
    }
    script
}

fn quoted(name: &str) -> String {
    POSTGRES.quoted(name)
}

fn write(plan: &Plan, change: &Change, mode: Mode, script: &mut Script) {
    let online = mode == Mode::Online && !plan.creates(change.table());
    let at_once = &mut script.statements;
    match change {
        Change::RenameTable { from, to } => {
            at_once.push(format!("ALTER TABLE {} RENAME TO {}", quoted(from), quoted(to)));
        }
        Change::RenameColumn { table, from, to } => {
            at_once
                .push(alter(table, &format!("RENAME COLUMN {} TO {}", quoted(from), quoted(to))));
        }
        Change::DropTable { table } => at_once.push(format!("DROP TABLE {}", quoted(&table.name))),
        Change::CreateTable { table } => at_once.push(create_table(table)),
        Change::DropColumn { table, column } => {
            at_once.push(alter(table, &format!("DROP COLUMN {}", quoted(&column.name))));
        }
        Change::AddColumn { table, column } => add_column(table, column, at_once),
        Change::AlterColumn { table, from, to } => {
            alter_column(table, from, to, online, script);
        }
        // A migration that went only half of its way may not have made it.
        Change::DropIndex { index, .. } => at_once.push(drop_index(index)),
        Change::RenameIndex { from, to, .. } => at_once.push(format!(
            "ALTER INDEX {} RENAME TO {}",
            quoted(&from.name),
            quoted(&to.name)
        )),
        Change::AddIndex { table, index } if online => {
            // What an interrupted attempt leaves is no use, and in the way.
            script
                .online
                .push(format!("DROP INDEX CONCURRENTLY IF EXISTS {}", quoted(&index.name)));
            script.online.push(create_index(table, index, "CONCURRENTLY "));
        }
        Change::AddIndex { table, index } => at_once.push(create_index(table, index, "")),
        Change::DropForeignKey { table, key: ForeignKey { name, .. } } => {
            at_once.push(drop_constraint(table, name));
        }
        Change::DropCheck { table, check } => at_once.push(drop_constraint(table, &check.name)),
        Change::RenameForeignKey { table, from, to } => {
            at_once.push(rename_constraint(table, &from.name, &to.name));
        }
        Change::RenameCheck { table, from, to } => {
            at_once.push(rename_constraint(table, &from.name, &to.name));
        }
        Change::AddForeignKey { table, key } => {
            add_constraint(table, &key.name, &foreign_key(key), online, script);
        }
        Change::AddCheck { table, check } => {
            let Some(of) = plan.after.table(table) else { return };
            add_constraint(table, &check.name, &POSTGRES.check(check, of), online, script);
        }
    }
}

fn alter(table: &str, what: &str) -> String {
    format!("ALTER TABLE {} {what}", quoted(table))
}

fn drop_constraint(table: &str, name: &str) -> String {
    alter(table, &format!("DROP CONSTRAINT IF EXISTS {}", quoted(name)))
}

fn rename_constraint(table: &str, from: &str, to: &str) -> String {
    alter(table, &format!("RENAME CONSTRAINT {} TO {}", quoted(from), quoted(to)))
}

fn add_constraint(table: &str, name: &str, constraint: &str, online: bool, script: &mut Script) {
    let later = if online { " NOT VALID" } else { "" };
    script.statements.push(alter(table, &format!("ADD {constraint}{later}")));
    if online {
        script.online.push(alter(table, &format!("VALIDATE CONSTRAINT {}", quoted(name))));
    }
}

fn foreign_key(key: &ForeignKey) -> String {
    format!(
        "CONSTRAINT {} FOREIGN KEY ({}) REFERENCES {} ({}) {}",
        quoted(&key.name),
        POSTGRES.list(&key.columns),
        quoted(&key.table),
        POSTGRES.list(&key.target),
        on_delete(key.on_delete),
    )
}

fn create_index(table: &str, index: &Index, how: &str) -> String {
    let unique = if index.unique { "UNIQUE " } else { "" };
    let condition =
        index.condition.as_ref().map_or(String::new(), |condition| format!(" WHERE {condition}"));
    let (name, columns) = (quoted(&index.name), POSTGRES.list(&index.columns));
    format!("CREATE {unique}INDEX {how}{name} ON {} ({columns}){condition}", quoted(table))
}

fn drop_index(index: &Index) -> String {
    format!("DROP INDEX IF EXISTS {}", quoted(&index.name))
}

fn create_table(table: &Table) -> String {
    let mut lines: Vec<String> = table.columns.iter().map(line).collect();
    if !table.key.is_empty() {
        lines.push(format!("PRIMARY KEY ({})", POSTGRES.list(&table.key)));
    }
    lines.extend(table.checks.iter().map(|check| POSTGRES.check(check, table)));
    format!("CREATE TABLE {} (\n    {}\n)", quoted(&table.name), lines.join(",\n    "))
}

fn line(column: &Column) -> String {
    let mut line = format!("{} {}", quoted(&column.name), kind(column.kind));
    if column.generated {
        line.push_str(" GENERATED BY DEFAULT AS IDENTITY");
    }
    if !column.nullable {
        line.push_str(" NOT NULL");
    }
    if let Some(default) = &column.default {
        let _ = write!(line, " DEFAULT {}", POSTGRES.value(default, column.kind));
    }
    line
}

/// The type of a column. A length is a check: a value that is too long for `VARCHAR` would fail
/// without the name of its column.
pub(in super::super) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Bool => "BOOLEAN",
        Kind::Int16 => "SMALLINT",
        Kind::Int32 => "INTEGER",
        Kind::Int64 => "BIGINT",
        Kind::Float32 => "REAL",
        Kind::Float64 => "DOUBLE PRECISION",
        Kind::Text => "TEXT",
        Kind::Bytes => "BYTEA",
        Kind::Timestamp => "TIMESTAMPTZ",
        Kind::Date => "DATE",
        Kind::Time => "TIME",
        Kind::Uuid => "UUID",
        Kind::Decimal => "NUMERIC",
        Kind::Json => "JSONB",
    }
}

fn add_column(table: &str, column: &Column, statements: &mut Vec<String>) {
    let fill = column.fill.filter(|_| column.default.is_none());
    let now = match fill {
        Some(Fill::Now) => " DEFAULT now()",
        None => "",
    };
    statements.push(alter(table, &format!("ADD COLUMN {}{now}", line(column))));
    if fill.is_some() {
        let name = quoted(&column.name);
        statements.push(alter(table, &format!("ALTER COLUMN {name} DROP DEFAULT")));
    }
}

fn alter_column(table: &str, from: &Column, to: &Column, online: bool, script: &mut Script) {
    let name = quoted(&to.name);
    let mut change = |what: String| script.statements.push(alter(table, &what));
    let retyped = from.kind != to.kind;
    if from.default.is_some() && (retyped || to.default.is_none()) {
        change(format!("ALTER COLUMN {name} DROP DEFAULT"));
    }
    if retyped {
        let kind = kind(to.kind);
        change(format!("ALTER COLUMN {name} TYPE {kind} USING {}", converted(from, to)));
    }
    if let Some(default) = to.default.as_ref().filter(|_| retyped || from.default != to.default) {
        change(format!("ALTER COLUMN {name} SET DEFAULT {}", POSTGRES.value(default, to.kind)));
    }
    if to.nullable && !from.nullable {
        change(format!("ALTER COLUMN {name} DROP NOT NULL"));
    }
    if from.nullable && !to.nullable {
        forbid_null(table, to, online, script);
    }
}

/// By a check that is looked through without a lock; then the database knows that there are none.
fn forbid_null(table: &str, column: &Column, online: bool, script: &mut Script) {
    let name = quoted(&column.name);
    if let Some(default) = &column.default {
        let default = POSTGRES.value(default, column.kind);
        let table = quoted(table);
        script
            .statements
            .push(format!("UPDATE {table} SET {name} = {default} WHERE {name} IS NULL"));
    }
    let set = alter(table, &format!("ALTER COLUMN {name} SET NOT NULL"));
    if !online {
        script.statements.push(set);
        return;
    }
    let check = super::super::name::check(table, &format!("{}.not_null", column.name));
    let constraint = format!("CONSTRAINT {} CHECK ({name} IS NOT NULL)", quoted(&check));
    add_constraint(table, &check, &constraint, online, script);
    script.online.push(set);
    script.online.push(drop_constraint(table, &check));
}

fn converted(from: &Column, to: &Column) -> String {
    let (name, kind) = (quoted(&to.name), kind(to.kind));
    match (from.kind, to.kind) {
        (Kind::Bool, _) => format!("(CASE WHEN {name} THEN 1 WHEN NOT {name} THEN 0 END)::{kind}"),
        (_, Kind::Bool) => format!("{name} <> 0"),
        _ => format!("{name}::{kind}"),
    }
}
