//! `SELECT … FROM posts WHERE …`

use diesel::query_builder::{AstPass, QueryFragment};
use diesel::result::QueryResult;

use super::super::filter::push_column;
use super::super::value::Database;
use super::Rows;

/// Rows of a model.
pub(in crate::model) struct Select {
    rows: Rows,
    ordered: bool,
}

impl Select {
    pub(in crate::model) fn new(rows: Rows) -> Self {
        Self { rows, ordered: false }
    }

    /// In the order of their keys.
    pub(in crate::model) fn ordered(rows: Rows) -> Self {
        Self { rows, ordered: true }
    }
}

impl<DB: Database> QueryFragment<DB> for Select {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        let spec = self.rows.spec();
        for (at, column) in spec.columns.iter().enumerate() {
            out.push_sql(if at == 0 { "SELECT " } else { ", " });
            push_column(&mut out, spec.table, column.name)?;
        }
        out.push_sql(" FROM ");
        out.push_identifier(spec.table)?;
        self.rows.walk_ast(out.reborrow())?;
        for (at, key) in spec.keys().filter(|_| self.ordered).enumerate() {
            out.push_sql(if at == 0 { " ORDER BY " } else { ", " });
            push_column(&mut out, spec.table, key.name)?;
        }
        Ok(())
    }
}
