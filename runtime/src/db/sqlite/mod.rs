//! SQLite: one thread that writes, some that read, each with its own connection.
//!
//! No statement runs on the caller's thread, and no two writes wait for each other's locks.

use std::any::TypeId;
use std::cell::RefCell;
use std::collections::HashMap;

use diesel::RunQueryDsl;
use diesel::connection::SimpleConnection;
use diesel::dsl::{Limit, Offset};
use diesel::query_builder::{AsQuery, QueryFragment, QueryId};
use diesel::query_dsl::methods::{ExecuteDsl, LimitDsl, LoadQuery, OffsetDsl};
use diesel::result::QueryResult;
use diesel::sqlite::query_builder::SqliteQueryBuilder;
use diesel::sqlite::{Sqlite, SqliteConnection};

use super::backend::{Fragment, Load};
use super::page::Paging;
use super::query::CountOf;
use super::transaction::outer_in_use;
use crate::error::Result;

mod call;
mod lease;
mod open;
mod pool;
mod queue;

pub(super) use lease::Lease;
pub(super) use pool::Pool;

/// Where a statement goes.
#[derive(Clone, Copy)]
pub enum Session<'a> {
    /// To a thread of the pool, as a transaction of its own.
    Pool(&'a Pool),
    /// To the writer, in the transaction that holds it.
    Lease { lease: &'a Lease, usable: bool },
}

impl Session<'_> {
    pub(super) async fn load<Q, U>(self, query: Q) -> Result<Vec<U>>
    where
        Q: LoadQuery<'static, SqliteConnection, U>
            + QueryFragment<Sqlite>
            + QueryId
            + Send
            + 'static,
        U: Send + 'static,
    {
        let reads = is_read(&query);
        // A write whose rows cannot be converted must not be kept.
        let alone = !reads && self.is_pool();
        let work = move |conn: &mut SqliteConnection| query.load(conn);
        self.run(
            reads,
            move |conn| {
                if alone { together(conn, "BEGIN IMMEDIATE", work) } else { work(conn) }
            },
        )
        .await
    }

    pub(super) async fn execute<Q>(self, statement: Q) -> Result<usize>
    where
        Q: ExecuteDsl<SqliteConnection> + Send + 'static,
    {
        self.run(false, move |conn| ExecuteDsl::execute(statement, conn)).await
    }

    /// The number of all rows, and those of one page, as of the same moment.
    pub(super) async fn page<Q, U>(self, query: Q, paging: Paging) -> Result<(i64, Vec<U>)>
    where
        Q: Fragment + LimitDsl,
        Limit<Q>: OffsetDsl,
        Offset<Limit<Q>>: Load<U>,
        U: Send + 'static,
    {
        let alone = self.is_pool();
        let work = move |conn: &mut SqliteConnection| {
            let total = CountOf(&query).get_result::<i64>(conn)?;
            let limited = query.limit(paging.per_page().into()).offset(paging.offset());
            let items = limited.as_query().load(conn)?;
            Ok((total, items))
        };
        self.run(true, move |conn| if alone { together(conn, "BEGIN", work) } else { work(conn) })
            .await
    }

    fn is_pool(self) -> bool {
        matches!(self, Session::Pool(_))
    }

    async fn run<R, F>(self, reads: bool, work: F) -> Result<R>
    where
        R: Send + 'static,
        F: FnOnce(&mut SqliteConnection) -> QueryResult<R> + Send + 'static,
    {
        match self {
            Session::Pool(pool) if reads => pool.read(work).await,
            Session::Pool(pool) => pool.write(work).await,
            Session::Lease { usable: false, .. } => Err(outer_in_use()),
            Session::Lease { lease, .. } => lease.call(work).await,
        }
    }
}

/// Does the work in a transaction. If it panics, the thread rolls back.
fn together<R>(
    conn: &mut SqliteConnection,
    begin: &str,
    work: impl FnOnce(&mut SqliteConnection) -> QueryResult<R>,
) -> QueryResult<R> {
    conn.batch_execute(begin)?;
    let result = work(conn).and_then(|value| conn.batch_execute("COMMIT").map(|()| value));
    if result.is_err() {
        lease::rollback(conn);
    }
    result
}

/// Whether a query only reads, told from its SQL: only a plain `SELECT` does.
///
/// A wrong answer would cost speed, never data: readers refuse to write.
fn is_read<Q>(query: &Q) -> bool
where
    Q: QueryFragment<Sqlite> + QueryId,
{
    thread_local! {
        static KNOWN: RefCell<HashMap<TypeId, bool>> = RefCell::default();
    }
    let Some(id) = Q::query_id() else { return starts_with_select(query) };
    KNOWN.with_borrow_mut(|known| *known.entry(id).or_insert_with(|| starts_with_select(query)))
}

fn starts_with_select(query: &impl QueryFragment<Sqlite>) -> bool {
    let mut sql = SqliteQueryBuilder::new();
    // SQL that cannot be written goes to the writer, which reports why.
    query.to_sql(&mut sql, &Sqlite).is_ok()
        && diesel::query_builder::QueryBuilder::<Sqlite>::finish(sql)
            .trim_start()
            .get(..7)
            .is_some_and(|word| word.eq_ignore_ascii_case("select "))
}
