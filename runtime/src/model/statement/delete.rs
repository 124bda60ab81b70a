//! `DELETE FROM posts WHERE …`

use diesel::query_builder::{AstPass, QueryFragment};
use diesel::result::QueryResult;

use super::super::value::Database;
use super::Rows;

/// Rows of a model that go.
pub(in crate::model) struct Delete(pub(in crate::model) Rows);

impl<DB: Database> QueryFragment<DB> for Delete {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("DELETE FROM ");
        out.push_identifier(self.0.spec().table)?;
        self.0.walk_ast(out)
    }
}
