//! Queries that are run without being used up, so that they can be run again.

use std::ops::ControlFlow;

use diesel::RunQueryDsl;
use diesel::connection::DefaultLoadingMode;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::query_dsl::methods::LoadQuery;
use diesel::result::QueryResult;
use diesel::sqlite::{Sqlite, SqliteConnection};

/// A query whose rows load as `U`, any number of times.
///
/// diesel has it for a query by value only.
pub trait Repeat<U> {
    fn rows(&self, conn: &mut SqliteConnection) -> QueryResult<Vec<U>>;

    /// Gives each row to `take` as soon as it is read, until that wants no more.
    fn each(
        &self,
        conn: &mut SqliteConnection,
        take: impl FnMut(U) -> ControlFlow<()>,
    ) -> QueryResult<()>;
}

impl<Q, U> Repeat<U> for Q
where
    for<'q> ByRef<'q, Q>: LoadQuery<'q, SqliteConnection, U>,
{
    fn rows(&self, conn: &mut SqliteConnection) -> QueryResult<Vec<U>> {
        ByRef(self).load(conn)
    }

    fn each(
        &self,
        conn: &mut SqliteConnection,
        mut take: impl FnMut(U) -> ControlFlow<()>,
    ) -> QueryResult<()> {
        for row in ByRef(self).load_iter::<U, DefaultLoadingMode>(conn)? {
            if take(row?).is_break() {
                break;
            }
        }
        Ok(())
    }
}

/// A query that is only looked at.
pub struct ByRef<'q, Q>(&'q Q);

impl<Q: QueryFragment<Sqlite>> QueryFragment<Sqlite> for ByRef<'_, Q> {
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        self.0.walk_ast(out)
    }
}

// It is the same SQL, so it is the same statement in the cache.
impl<Q: QueryId> QueryId for ByRef<'_, Q> {
    type QueryId = Q::QueryId;
    const HAS_STATIC_QUERY_ID: bool = Q::HAS_STATIC_QUERY_ID;
}

impl<Q: Query> Query for ByRef<'_, Q> {
    type SqlType = Q::SqlType;
}

impl<Q> RunQueryDsl<SqliteConnection> for ByRef<'_, Q> {}
