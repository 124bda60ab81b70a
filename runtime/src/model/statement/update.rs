//! `UPDATE posts SET … WHERE …`

use std::sync::Arc;

use diesel::query_builder::{AstPass, QueryFragment};
use diesel::result::QueryResult;

use super::super::filter::push_column;
use super::super::value::{Database, Value};
use super::{Rows, push_names};

/// What is assigned to the columns of a row.
#[derive(Default)]
pub struct Changes(Vec<(&'static str, Assigned)>);

enum Assigned {
    Value(Box<dyn Value>),
    Null,
    /// One more than it is.
    Next,
}

impl Changes {
    /// Nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// One value.
    #[must_use]
    pub fn of(column: &'static str, value: Box<dyn Value>) -> Self {
        Self(vec![(column, Assigned::Value(value))])
    }

    /// No value any more.
    pub(in crate::model) fn null(column: &'static str) -> Self {
        Self(vec![(column, Assigned::Null)])
    }

    /// What is given of a column; without it, the column stays as it is.
    pub fn give(&mut self, column: &'static str, value: Option<Box<dyn Value>>) {
        self.0.extend(value.map(|value| (column, Assigned::Value(value))));
    }

    /// What goes with a change: without one, the column stays as it is.
    pub fn touch(&mut self, column: &'static str, value: Box<dyn Value>) {
        self.give(column, (!self.is_empty()).then_some(value));
    }

    /// Whether nothing is changed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Counts on, too.
    pub(in crate::model) fn count(&mut self, column: Option<&'static str>) {
        self.0.extend(column.map(|column| (column, Assigned::Next)));
    }
}

/// Rows of a model that change.
pub(in crate::model) struct Update {
    rows: Rows,
    changes: Arc<Changes>,
    returning: bool,
}

impl Update {
    pub(in crate::model) fn new(rows: Rows, changes: Arc<Changes>) -> Self {
        Self { rows, changes, returning: false }
    }

    /// Gives the rows as they are then, where the database can.
    pub(in crate::model) fn returning(rows: Rows, changes: Changes) -> Self {
        Self { rows, changes: Arc::new(changes), returning: true }
    }
}

impl<DB: Database> QueryFragment<DB> for Update {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        // Each choice of columns is another text, and the choice is often a client's.
        out.unsafe_to_cache_prepared();
        let spec = self.rows.spec();
        out.push_sql("UPDATE ");
        out.push_identifier(spec.table)?;
        for (at, (column, assigned)) in self.changes.0.iter().enumerate() {
            out.push_sql(if at == 0 { " SET " } else { ", " });
            out.push_identifier(column)?;
            out.push_sql(" = ");
            match assigned {
                Assigned::Value(value) => DB::bind(&**value, out.reborrow())?,
                Assigned::Null => out.push_sql("NULL"),
                Assigned::Next => {
                    push_column(&mut out, spec.table, column)?;
                    out.push_sql(" + 1");
                }
            }
        }
        self.rows.walk_ast(out.reborrow())?;
        if self.returning && DB::HAS_RETURNING {
            out.push_sql(" RETURNING ");
            push_names(spec.columns.iter().map(|column| column.name), &mut out)?;
        }
        Ok(())
    }
}
