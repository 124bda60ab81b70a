//! A change in two migrations: the first one adds, the second one takes away.
//!
//! Between them both the old program and the new one run on the database.

use super::diff::{Change, Plan};
use super::make::Step;
use super::rename::Renames;
use super::schema::{Schema, Table};

/// The steps by way of a schema that both programs run on.
///
/// # Errors
/// A rename or a change of a type, which no two programs agree on, in words.
pub(super) fn steps(
    before: &Schema,
    after: &Schema,
    renames: &Renames,
) -> Result<Vec<Step>, String> {
    let whole = Plan::between(before, after, renames);
    for change in &whole.changes {
        let refused = match change {
            Change::RenameTable { .. } | Change::RenameColumn { .. } => true,
            Change::AlterColumn { from, to, .. } => from.kind != to.kind,
            _ => false,
        };
        if refused {
            return Err(format!(
                "`{change}` cannot be done in two phases: add a new column, fill it, and drop the \
                 old one later"
            ));
        }
    }
    let between = between(before, after);
    let none = Renames::default();
    let steps = [
        Step::new("_expand", before, &between, &none),
        Step::new("_contract", &between, after, &none),
    ];
    Ok(steps.into_iter().filter(|step| !step.forth.is_empty()).collect())
}

/// All that either has, and the weaker of what they demand.
fn between(before: &Schema, after: &Schema) -> Schema {
    let mut schema = after.clone();
    for old in &before.tables {
        match schema.tables.iter_mut().find(|table| table.name == old.name) {
            Some(table) => weaken(table, old),
            None => schema.tables.push(old.clone()),
        }
    }
    schema.tables.sort_by(|one, other| one.name.cmp(&other.name));
    schema
}

fn weaken(table: &mut Table, old: &Table) {
    for column in &mut table.columns {
        match old.column(&column.name) {
            Some(old) => {
                column.nullable |= old.nullable;
                column.length = column.length.max(old.length).filter(|_| old.length.is_some());
            }
            // The old program does not give it.
            None => column.nullable |= column.default.is_none(),
        }
    }
    for column in &old.columns {
        if table.column(&column.name).is_none() {
            // The new program does not give it.
            let mut column = column.clone();
            column.nullable |= column.default.is_none();
            table.columns.push(column);
        }
    }
    // What only one of them demands, the other may break; what only one looks for, both may have.
    table.checks.retain(|check| old.checks.contains(check));
    table
        .foreign_keys
        .retain(|key| old.foreign_keys.contains(key) || is_new(table_columns(old), &key.columns));
    table.indexes.retain(|index| {
        !index.unique || old.indexes.contains(index) || is_new(table_columns(old), &index.columns)
    });
    let kept = old.indexes.iter().filter(|index| !index.unique);
    for index in kept {
        if !table.indexes.contains(index) {
            table.indexes.push(index.clone());
        }
    }
    table.indexes.sort_by(|one, other| one.name.cmp(&other.name));
}

fn table_columns(table: &Table) -> impl Fn(&str) -> bool + '_ {
    |name| table.column(name).is_some()
}

fn is_new(is_old: impl Fn(&str) -> bool, columns: &[String]) -> bool {
    !columns.iter().any(|column| is_old(column))
}
