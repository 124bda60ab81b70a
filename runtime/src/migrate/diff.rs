//! What must be done to make one schema another.
//!
//! It is pure: no database is asked, nothing is written.

use super::rename::Renames;
use super::schema::{Check, Column, ForeignKey, Index, Kind, Schema, Table};

/// One step.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the fields are what the words of the variant name")]
pub enum Change {
    /// A table gets another name.
    RenameTable { from: String, to: String },
    /// A reference is given up.
    DropForeignKey { table: String, key: ForeignKey },
    /// A check is given up.
    DropCheck { table: String, check: Check },
    /// An index is removed.
    DropIndex { table: String, index: Index },
    /// A column gets another name.
    RenameColumn { table: String, from: String, to: String },
    /// A table is removed with its rows.
    DropTable { table: Table },
    /// A table is made, without its references and indexes.
    CreateTable { table: Table },
    /// A column is removed with its values.
    DropColumn { table: String, column: Column },
    /// A column is added.
    AddColumn { table: String, column: Column },
    /// A column gets another type, null, or default.
    AlterColumn { table: String, from: Column, to: Column },
    /// An index gets another name.
    RenameIndex { table: String, from: Index, to: Index },
    /// A reference gets another name.
    RenameForeignKey { table: String, from: ForeignKey, to: ForeignKey },
    /// A check gets another name.
    RenameCheck { table: String, from: Check, to: Check },
    /// An index is made.
    AddIndex { table: String, index: Index },
    /// A reference is made.
    AddForeignKey { table: String, key: ForeignKey },
    /// A check is made.
    AddCheck { table: String, check: Check },
}

/// The way from one schema to another.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The schema before, with its tables and columns renamed already.
    pub before: Schema,
    /// The schema afterwards.
    pub after: Schema,
    /// The steps, in order.
    pub changes: Vec<Change>,
}

impl Change {
    /// The table that it is about, by the name that it has afterwards.
    #[must_use]
    pub fn table(&self) -> &str {
        match self {
            Self::RenameTable { to, .. } => to,
            Self::DropTable { table } | Self::CreateTable { table } => &table.name,
            Self::DropForeignKey { table, .. }
            | Self::DropCheck { table, .. }
            | Self::DropIndex { table, .. }
            | Self::RenameColumn { table, .. }
            | Self::DropColumn { table, .. }
            | Self::AddColumn { table, .. }
            | Self::AlterColumn { table, .. }
            | Self::RenameIndex { table, .. }
            | Self::RenameForeignKey { table, .. }
            | Self::RenameCheck { table, .. }
            | Self::AddIndex { table, .. }
            | Self::AddForeignKey { table, .. }
            | Self::AddCheck { table, .. } => table,
        }
    }

    /// Its place among the others: what is in the way goes first.
    fn rank(&self) -> usize {
        match self {
            Self::RenameTable { .. } => 0,
            Self::DropForeignKey { .. } => 1,
            Self::DropCheck { .. } => 2,
            Self::DropIndex { .. } => 3,
            Self::RenameColumn { .. } => 4,
            Self::DropTable { .. } => 5,
            Self::CreateTable { .. } => 6,
            Self::DropColumn { .. } => 7,
            Self::AddColumn { .. } => 8,
            Self::AlterColumn { .. } => 9,
            Self::RenameIndex { .. } => 10,
            Self::RenameForeignKey { .. } => 11,
            Self::RenameCheck { .. } => 12,
            Self::AddIndex { .. } => 13,
            Self::AddForeignKey { .. } => 14,
            Self::AddCheck { .. } => 15,
        }
    }
}

impl Plan {
    /// The way from one schema to another, with these renames on it.
    #[must_use]
    pub fn between(before: &Schema, after: &Schema, renames: &Renames) -> Self {
        let mut changes = Vec::new();
        for (from, to) in &renames.tables {
            changes.push(Change::RenameTable { from: from.clone(), to: to.clone() });
        }
        for (table, from, to) in &renames.columns {
            let (table, from, to) = (table.clone(), from.clone(), to.clone());
            changes.push(Change::RenameColumn { table, from, to });
        }
        let before = renames.applied(before);
        let gone = before.in_order().into_iter().rev();
        for table in gone.filter(|table| after.table(&table.name).is_none()) {
            drop_table(table, &mut changes);
        }
        for table in after.in_order() {
            match before.table(&table.name) {
                Some(old) => change_table(old, table, (&before, after), &mut changes),
                None => create_table(table, &mut changes),
            }
        }
        changes.sort_by_key(Change::rank);
        Self { before, after: after.clone(), changes }
    }

    /// Whether nothing is to be done.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Whether the table is made on this way.
    #[must_use]
    pub fn creates(&self, table: &str) -> bool {
        self.before.table(table).is_none()
    }
}

/// References first: two tables that refer to each other could not go otherwise.
fn drop_table(table: &Table, changes: &mut Vec<Change>) {
    for key in &table.foreign_keys {
        changes.push(Change::DropForeignKey { table: table.name.clone(), key: key.clone() });
    }
    changes.push(Change::DropTable { table: table.clone() });
}

fn create_table(table: &Table, changes: &mut Vec<Change>) {
    changes.push(Change::CreateTable { table: table.clone() });
    let name = || table.name.clone();
    changes.extend(
        table.indexes.iter().map(|index| Change::AddIndex { table: name(), index: index.clone() }),
    );
    changes.extend(
        table
            .foreign_keys
            .iter()
            .map(|key| Change::AddForeignKey { table: name(), key: key.clone() }),
    );
}

type Both<'a> = (&'a Schema, &'a Schema);

fn change_table(old: &Table, new: &Table, both: Both<'_>, changes: &mut Vec<Change>) {
    let table = || new.name.clone();
    for column in old.columns.iter().filter(|column| new.column(&column.name).is_none()) {
        changes.push(Change::DropColumn { table: table(), column: column.clone() });
    }
    for column in &new.columns {
        match old.column(&column.name) {
            None => changes.push(Change::AddColumn { table: table(), column: column.clone() }),
            Some(from) if is_altered(from, column) => changes.push(Change::AlterColumn {
                table: table(),
                from: from.clone(),
                to: column.clone(),
            }),
            Some(_) => {}
        }
    }
    change_indexes(old, new, changes);
    change_checks(old, new, changes);
    change_foreign_keys(old, new, both, changes);
}

fn is_altered(from: &Column, to: &Column) -> bool {
    (from.kind, from.length, from.nullable, from.generated)
        != (to.kind, to.length, to.nullable, to.generated)
        || from.default != to.default
}

fn change_indexes(old: &Table, new: &Table, changes: &mut Vec<Change>) {
    let table = || new.name.clone();
    let same = |one: &Index, other: &Index| {
        (&one.columns, one.unique, &one.condition)
            == (&other.columns, other.unique, &other.condition)
    };
    let (gone, come) = (
        old.indexes.iter().filter(|index| !new.indexes.contains(index)),
        new.indexes.iter().filter(|index| !old.indexes.contains(index)),
    );
    for step in pairs(gone, come, same) {
        changes.push(match step {
            (Some(from), Some(to)) => {
                Change::RenameIndex { table: table(), from: from.clone(), to: to.clone() }
            }
            (Some(index), None) => Change::DropIndex { table: table(), index: index.clone() },
            (None, Some(index)) => Change::AddIndex { table: table(), index: index.clone() },
            (None, None) => continue,
        });
    }
}

fn change_checks(old: &Table, new: &Table, changes: &mut Vec<Change>) {
    let table = || new.name.clone();
    let (gone, come) = (
        old.checks.iter().filter(|check| !new.checks.contains(check)),
        new.checks.iter().filter(|check| !old.checks.contains(check)),
    );
    for step in pairs(gone, come, |one, other| one.rule == other.rule) {
        changes.push(match step {
            (Some(from), Some(to)) => {
                Change::RenameCheck { table: table(), from: from.clone(), to: to.clone() }
            }
            (Some(check), None) => Change::DropCheck { table: table(), check: check.clone() },
            (None, Some(check)) => Change::AddCheck { table: table(), check: check.clone() },
            (None, None) => continue,
        });
    }
}

fn change_foreign_keys(old: &Table, new: &Table, both: Both<'_>, changes: &mut Vec<Change>) {
    let table = || new.name.clone();
    let stays = |key: &ForeignKey| !retyped(key, &new.name, both);
    let same = |one: &ForeignKey, other: &ForeignKey| {
        let mut renamed = one.clone();
        renamed.name.clone_from(&other.name);
        renamed == *other && stays(other)
    };
    let (gone, come) = (
        old.foreign_keys.iter().filter(|key| !(new.foreign_keys.contains(key) && stays(key))),
        new.foreign_keys.iter().filter(|key| !(old.foreign_keys.contains(key) && stays(key))),
    );
    for step in pairs(gone, come, same) {
        changes.push(match step {
            (Some(from), Some(to)) => {
                Change::RenameForeignKey { table: table(), from: from.clone(), to: to.clone() }
            }
            (Some(key), None) => Change::DropForeignKey { table: table(), key: key.clone() },
            (None, Some(key)) => Change::AddForeignKey { table: table(), key: key.clone() },
            (None, None) => continue,
        });
    }
}

/// Whether a column at one of its ends gets another type: MySQL refuses that under a reference.
fn retyped(key: &ForeignKey, table: &str, (before, after): Both<'_>) -> bool {
    let kind = |schema: &Schema, table: &str, column: &str| -> Option<Kind> {
        Some(schema.table(table)?.column(column)?.kind)
    };
    let own = key.columns.iter().map(|column| (table, column));
    let target = key.target.iter().map(|column| (&*key.table, column));
    own.chain(target)
        .any(|(table, column)| kind(before, table, column) != kind(after, table, column))
}

/// Each of the ones that go, with the one that comes and is the same; and those that are left over.
fn pairs<'a, T>(
    gone: impl Iterator<Item = &'a T>,
    come: impl Iterator<Item = &'a T>,
    same: impl Fn(&T, &T) -> bool,
) -> Vec<(Option<&'a T>, Option<&'a T>)> {
    let mut come: Vec<&T> = come.collect();
    let mut pairs = Vec::new();
    for old in gone {
        let at = come.iter().position(|new| same(old, new));
        pairs.push((Some(old), at.map(|at| come.remove(at))));
    }
    pairs.extend(come.into_iter().map(|new| (None, Some(new))));
    pairs
}

#[cfg(test)]
mod tests;
