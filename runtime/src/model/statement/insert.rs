//! `INSERT INTO posts (…) VALUES (…), (…)`

use std::ops::Range;
use std::sync::Arc;

use diesel::query_builder::{AstPass, QueryFragment};
use diesel::result::QueryResult;

use super::super::filter::push_column;
use super::super::spec::{ColumnSpec, ModelSpec, Writer};
use super::super::value::{Database, Value};
use super::push_names;

/// The values of a new row, in the order of its model's columns; none where the database gives one.
pub struct NewRow(Box<[Option<Box<dyn Value>>]>);

impl NewRow {
    /// A value for each column of the model. All rows of a model have values in the same ones.
    #[must_use]
    pub fn new<const N: usize>(values: [Option<Box<dyn Value>>; N]) -> Self {
        Self(Box::new(values))
    }

    pub(super) fn value(&self, at: usize) -> Option<&dyn Value> {
        self.0.get(at)?.as_deref()
    }
}

/// New rows of a model.
pub(in crate::model) struct Insert {
    spec: &'static ModelSpec,
    rows: Arc<[NewRow]>,
    range: Range<usize>,
    conflict: Option<Conflict>,
}

/// What makes a new row one that is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::model) enum Conflict {
    /// Its key.
    Key,
    /// The value of a unique column.
    Column(&'static str),
}

impl Insert {
    /// Some of these rows; where a row is in `conflict` with one that is there, that one is changed.
    pub(in crate::model) fn new(
        spec: &'static ModelSpec,
        rows: Arc<[NewRow]>,
        range: Range<usize>,
        conflict: Option<Conflict>,
    ) -> Self {
        Self { spec, rows, range, conflict }
    }

    fn rows(&self) -> &[NewRow] {
        self.rows.get(self.range.clone()).unwrap_or_default()
    }

    /// The columns that are written.
    fn columns(&self) -> impl Iterator<Item = &'static ColumnSpec> {
        let first = self.rows.first();
        let given = move |at: usize| first.is_some_and(|row| row.value(at).is_some());
        let columns = self.spec.columns.iter().enumerate();
        columns.filter(move |(at, _)| given(*at)).map(|(_, column)| column)
    }
}

impl<DB: Database> QueryFragment<DB> for Insert {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        if self.range.len() != 1 {
            // Each number of rows is another text.
            out.unsafe_to_cache_prepared();
        }
        out.push_sql("INSERT INTO ");
        out.push_identifier(self.spec.table)?;
        out.push_sql(" (");
        let is_empty = self.columns().next().is_none();
        if is_empty {
            push_names(self.spec.keys().map(|key| key.name), &mut out)?;
        } else {
            push_names(self.columns().map(|column| column.name), &mut out)?;
        }
        out.push_sql(") VALUES ");
        for (at, row) in self.rows().iter().enumerate() {
            out.push_sql(if at == 0 { "(" } else { ", (" });
            for (at, value) in row.0.iter().flatten().enumerate() {
                out.push_sql(if at == 0 { "" } else { ", " });
                DB::bind(&**value, out.reborrow())?;
            }
            out.push_sql(if is_empty { DB::NO_VALUE } else { "" });
            out.push_sql(")");
        }
        if let Some(conflict) = self.conflict {
            self.push_conflict(conflict, &mut out)?;
        }
        if DB::HAS_RETURNING {
            out.push_sql(" RETURNING ");
            push_names(self.spec.columns.iter().map(|column| column.name), &mut out)?;
        }
        Ok(())
    }
}

impl Insert {
    fn push_conflict<DB: Database>(
        &self,
        conflict: Conflict,
        out: &mut AstPass<'_, '_, DB>,
    ) -> QueryResult<()> {
        let is_on = |column: &ColumnSpec| match conflict {
            Conflict::Key => column.key,
            Conflict::Column(name) => column.name == name,
        };
        // MySQL updates a row that is equal in any unique column, not in a named one.
        let any_key = !DB::HAS_RETURNING;
        if any_key {
            out.push_sql(" ON DUPLICATE KEY UPDATE ");
        } else {
            out.push_sql(" ON CONFLICT (");
            push_names(
                self.spec.columns.iter().filter(|column| is_on(column)).map(|c| c.name),
                out,
            )?;
            out.push_sql(")");
            if let Some(deleted) = self.spec.soft_delete {
                out.push_sql(" WHERE ");
                out.push_identifier(deleted)?;
                out.push_sql(" IS NULL");
            }
            out.push_sql(" DO UPDATE SET ");
        }
        let generated = |column: &&ColumnSpec| column.writer != Writer::Key;
        for (at, column) in self.columns().filter(generated).enumerate() {
            let ColumnSpec { name, writer, .. } = column;
            out.push_sql(if at == 0 { "" } else { ", " });
            out.push_identifier(name)?;
            out.push_sql(" = ");
            // What was written at the beginning stays; the version counts on.
            if matches!(writer, Writer::CreatedAt | Writer::Version) {
                push_column(out, self.spec.table, name)?;
                out.push_sql(if *writer == Writer::Version { " + 1" } else { "" });
            } else if any_key {
                // A row that is equal in another unique column is not the one that was meant. No
                // unique column that is named here can be null, so this refuses it.
                let guarded = is_on(column);
                out.push_sql(if guarded { "IF(" } else { "VALUES(" });
                out.push_identifier(name)?;
                if guarded {
                    out.push_sql(" = VALUES(");
                    out.push_identifier(name)?;
                    out.push_sql("), VALUES(");
                    out.push_identifier(name)?;
                    out.push_sql("), NULL");
                }
                out.push_sql(")");
            } else {
                out.push_sql("excluded.");
                out.push_identifier(name)?;
            }
        }
        Ok(())
    }
}
