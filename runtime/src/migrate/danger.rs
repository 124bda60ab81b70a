//! Changes that lose data or stop an application while they run.
//!
//! They are written only when they are named: `--allow drop-column:posts.subtitle`.

use super::diff::{Change, Plan};
use super::schema::{Column, Kind, Table};
use super::sql::Backend;

/// A change that must be named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Danger {
    /// Its name: `drop-column:posts.subtitle`.
    pub name: String,
    /// What it does.
    pub reason: String,
}

/// What of a plan must be named, and what cannot be done at all.
///
/// # Errors
/// The conversions that no database can do, in words.
pub fn dangers(plan: &Plan, backends: &[Backend]) -> Result<Vec<Danger>, String> {
    let mut dangers = Vec::new();
    check_keys(plan)?;
    for change in &plan.changes {
        match change {
            Change::DropTable { table } => dangers.push(danger(
                format!("drop-table:{}", table.name),
                "deletes the table with all of its rows",
            )),
            Change::DropColumn { table, column } => dangers.push(danger(
                format!("drop-column:{table}.{}", column.name),
                "deletes the column with all of its values; a column that has another name now is \
                 kept by `#[column(renamed_from = …)]`",
            )),
            Change::AddColumn { table, column } if !column.has_value() => dangers.push(danger(
                format!("not-null:{table}.{}", column.name),
                "rows that are there have no value for the new column: give it a default, or make \
                 it an `Option`; it works on an empty table only",
            )),
            Change::AlterColumn { table, from, to } => {
                altered(table, from, to, backends, &mut dangers)?;
            }
            _ => {}
        }
    }
    Ok(dangers)
}

/// What refers to a key would have to be given other values.
fn check_keys(plan: &Plan) -> Result<(), String> {
    for after in &plan.after.tables {
        let Some(before) = plan.before.table(&after.name) else { continue };
        let made = |table: &Table| table.columns.iter().any(|column| column.generated);
        if before.key != after.key || made(before) != made(after) {
            return Err(format!(
                "the key of `{}` cannot become another one: make a new model with that key, copy \
                 the rows by a migration of your own (`migrate make NAME --empty`), then drop this \
                 one",
                after.name,
            ));
        }
    }
    Ok(())
}

fn altered(
    table: &str,
    from: &Column,
    to: &Column,
    backends: &[Backend],
    dangers: &mut Vec<Danger>,
) -> Result<(), String> {
    let place = format!("{table}.{}", to.name);
    if from.nullable && !to.nullable && to.default.is_none() {
        dangers.push(danger(
            format!("not-null:{place}"),
            "fails where a row holds null: give the column a default, which such rows get",
        ));
    }
    let servers = backends.iter().any(|backend| *backend != Backend::Sqlite);
    let name = format!("change-type:{place}");
    match conversion(from.kind, to.kind) {
        Conversion::Wider if servers => dangers.push(danger(
            name,
            "PostgreSQL and MySQL write the whole table anew and let nobody write to it meanwhile",
        )),
        Conversion::None | Conversion::Wider => {}
        Conversion::Lossy => dangers.push(danger(
            name,
            "values that the new type cannot hold are cut, or stop the migration; the whole table \
             is written anew",
        )),
        Conversion::Impossible => {
            return Err(format!(
                "`{place}` cannot become {:?} from {:?}: add a new column, fill it by a migration \
                 of your own (`migrate make NAME --empty`), then drop this one",
                to.kind, from.kind,
            ));
        }
    }
    Ok(())
}

fn danger(name: String, reason: &str) -> Danger {
    Danger { name, reason: reason.to_owned() }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Conversion {
    None,
    Wider,
    Lossy,
    Impossible,
}

fn conversion(from: Kind, to: Kind) -> Conversion {
    let number = |kind| match kind {
        Kind::Bool => Some(0),
        Kind::Int16 => Some(1),
        Kind::Int32 => Some(2),
        Kind::Int64 => Some(3),
        Kind::Float32 => Some(4),
        Kind::Float64 => Some(5),
        Kind::Decimal => Some(6),
        _ => None,
    };
    match (number(from), number(to)) {
        _ if from == to => Conversion::None,
        // A Float32 holds 24 bits of a number, a Float64 53.
        (Some(one), Some(other)) if one < other => match (from, to) {
            (Kind::Int32 | Kind::Int64, Kind::Float32) | (Kind::Int64, Kind::Float64) => {
                Conversion::Lossy
            }
            (Kind::Float32 | Kind::Float64, Kind::Decimal) => Conversion::Lossy,
            _ => Conversion::Wider,
        },
        (Some(_), Some(_)) => Conversion::Lossy,
        (Some(_), None) if to == Kind::Text && from != Kind::Bool => Conversion::Wider,
        (None, Some(_)) if from == Kind::Text && to != Kind::Bool => Conversion::Lossy,
        _ => Conversion::Impossible,
    }
}
