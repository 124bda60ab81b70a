//! What was renamed between two schemas.
//!
//! Nothing is guessed: a model says it, or a person is asked.

use super::schema::{CheckRule, Column, Schema, Table};

/// The renames on the way from one schema to another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Renames {
    /// Tables: what they were called, what they are called.
    pub tables: Vec<(String, String)>,
    /// Columns: the table as it is called, what they were called, what they are called.
    pub columns: Vec<(String, String, String)>,
}

/// What a person is asked.
pub(super) type Ask<'a> = &'a mut dyn FnMut(&str) -> bool;

impl Renames {
    /// The renames that the models declare by `renamed_from`, and those that a person confirms.
    pub fn between(before: &Schema, after: &Schema, ask: Ask<'_>) -> Self {
        let mut renames = Self::default();
        for table in after.tables.iter().filter(|table| before.table(&table.name).is_none()) {
            if let Some(old) = renames.table_before(before, after, table, ask) {
                renames.tables.push((old, table.name.clone()));
            }
        }
        let old_schema = renames.applied(before);
        for table in &after.tables {
            let Some(old) = old_schema.table(&table.name) else { continue };
            for column in table.columns.iter().filter(|new| old.column(&new.name).is_none()) {
                if let Some(from) = renames.column_before(old, table, column, ask) {
                    renames.columns.push((table.name.clone(), from, column.name.clone()));
                }
            }
        }
        renames
    }

    fn table_before(
        &self,
        before: &Schema,
        after: &Schema,
        table: &Table,
        ask: Ask<'_>,
    ) -> Option<String> {
        let is_free = |old: &&Table| {
            after.table(&old.name).is_none()
                && !self.tables.iter().any(|(from, _)| *from == old.name)
        };
        let mut free = before.tables.iter().filter(is_free);
        if let Some(declared) = &table.renamed_from {
            return free.find(|old| old.name == *declared).map(|old| old.name.clone());
        }
        let names =
            |table: &Table| table.columns.iter().map(|column| &column.name).cloned().collect();
        let columns: Vec<String> = names(table);
        let same = free.find(|old| columns == names(old))?;
        ask(&format!("Was the table `{}` called `{}` before?", table.name, same.name))
            .then(|| same.name.clone())
    }

    fn column_before(
        &self,
        old: &Table,
        table: &Table,
        column: &Column,
        ask: Ask<'_>,
    ) -> Option<String> {
        let is_taken = |name: &String| {
            self.columns.iter().any(|(of, from, _)| *of == table.name && from == name)
        };
        let mut free = old
            .columns
            .iter()
            .filter(|old| table.column(&old.name).is_none() && !is_taken(&old.name));
        if let Some(declared) = &column.renamed_from {
            return free.find(|old| old.name == *declared).map(|old| old.name.clone());
        }
        let place = format!("{}.{}", table.name, column.name);
        free.filter(|old| old.kind == column.kind)
            .find(|old| ask(&format!("Was the column `{place}` called `{}` before?", old.name)))
            .map(|old| old.name.clone())
    }

    /// The same renames on the way back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        let old = |new: &String| {
            let found = self.tables.iter().find(|(_, to)| to == new);
            found.map_or_else(|| new.clone(), |(from, _)| from.clone())
        };
        Self {
            tables: self.tables.iter().map(|(from, to)| (to.clone(), from.clone())).collect(),
            columns: self
                .columns
                .iter()
                .map(|(table, from, to)| (old(table), to.clone(), from.clone()))
                .collect(),
        }
    }

    /// The schema with its tables and columns renamed; indexes and constraints keep their names, as
    /// they do in a database.
    #[must_use]
    pub fn applied(&self, schema: &Schema) -> Schema {
        let mut renamed = schema.clone();
        for (from, to) in &self.tables {
            for table in &mut renamed.tables {
                replace(&mut table.name, from, to);
                table.foreign_keys.iter_mut().for_each(|key| replace(&mut key.table, from, to));
            }
        }
        for (table, from, to) in &self.columns {
            for one in &mut renamed.tables {
                rename_targets(one, table, from, to);
                if one.name == *table {
                    rename_column(one, from, to);
                }
            }
        }
        renamed.tables.sort_by(|one, other| one.name.cmp(&other.name));
        renamed
    }
}

fn rename_targets(table: &mut Table, target: &str, from: &str, to: &str) {
    for key in table.foreign_keys.iter_mut().filter(|key| key.table == target) {
        key.target.iter_mut().for_each(|name| replace(name, from, to));
    }
}

fn rename_column(table: &mut Table, from: &str, to: &str) {
    table.columns.iter_mut().for_each(|column| replace(&mut column.name, from, to));
    let keys = table.foreign_keys.iter_mut().flat_map(|key| &mut key.columns);
    let indexed = table.indexes.iter_mut().flat_map(|index| &mut index.columns);
    for name in table.key.iter_mut().chain(keys).chain(indexed) {
        replace(name, from, to);
    }
    for check in &mut table.checks {
        match &mut check.rule {
            CheckRule::Bounds(bounds) => replace(&mut bounds.column, from, to),
            CheckRule::Texts { column, .. } => replace(column, from, to),
            CheckRule::Sql { .. } => {}
        }
    }
}

fn replace(name: &mut String, from: &str, to: &str) {
    if name == from {
        to.clone_into(name);
    }
}
