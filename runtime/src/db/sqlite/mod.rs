//! SQLite: one thread that writes, and commits what waits for it together; reads on a connection of
//! the thread that asks while they are short, else on threads that read.
//!
//! No long statement runs on the caller's thread, and no two writes wait for each other's locks.

use diesel::RunQueryDsl;
use diesel::connection::{Connection, SimpleConnection};
use diesel::query_builder::{AsQuery, QueryFragment, QueryId};
use diesel::query_dsl::methods::ExecuteDsl;
use diesel::result::QueryResult;
use diesel::sqlite::{Sqlite, SqliteConnection};

use super::backend::{Fragment, SqliteLoad};
use super::page::Paging;
use super::query::{CountOf, Part};
use super::stream::Rows;
use super::transaction::outer_in_use;
use crate::error::Result;

mod call;
mod habit;
mod kind;
mod lease;
mod open;
mod own;
mod patience;
mod pool;
mod queue;
mod repeat;
mod unit;
mod writer;

pub(super) use lease::{Lease, References};
pub(super) use pool::Pool;
pub(super) use repeat::Repeat;

use call::{again, once};
use habit::Key;
use kind::Kind;

/// Where a statement goes.
#[derive(Clone, Copy)]
pub enum Session<'a> {
    /// To a thread of the pool, as a transaction of its own.
    Pool(&'a Pool),
    /// To the writer, in the transaction that holds it.
    Lease { lease: &'a Lease, usable: bool },
}

impl<'a> Session<'a> {
    pub(super) async fn load<Q, U>(self, query: Q) -> Result<Vec<U>>
    where
        Q: Repeat<U> + QueryFragment<Sqlite> + QueryId + Send + 'static,
        U: Send + 'static,
    {
        let (kind, id) = kind::of(&query);
        let work = move |conn: &mut SqliteConnection| query.rows(conn);
        match self {
            Session::Pool(pool) if kind == Kind::Write => pool.write(again(work)).await,
            _ => self.run(kind, Key { id, page: false }, work).await,
        }
    }

    /// The rows one by one. In a transaction, whose connection answers one question at a time, and in
    /// a database in memory all of them are read at once.
    pub(super) async fn stream<Q, U>(self, query: Q) -> Result<Rows<U>>
    where
        Q: Repeat<U> + QueryFragment<Sqlite> + QueryId + Send + 'static,
        U: Send + 'static,
    {
        let (kind, _) = kind::of(&query);
        match self {
            Session::Pool(pool) if kind == Kind::Read && pool.has_readers() => {
                pool.stream(query).await
            }
            _ => self.load(query).await.map(Rows::of),
        }
    }

    pub(super) async fn execute<Q>(self, statement: Q) -> Result<usize>
    where
        Q: ExecuteDsl<SqliteConnection> + Send + 'static,
    {
        let kind = kind::of_statement(&statement);
        let work = move |conn: &mut SqliteConnection| ExecuteDsl::execute(statement, conn);
        match self {
            Session::Pool(pool) if kind == Kind::Write => pool.write(once(work)).await,
            Session::Pool(pool) => pool.write_bare(work).await,
            Session::Lease { .. } => self.lease()?.call(work).await,
        }
    }

    /// Runs any number of statements that take no values.
    pub(super) async fn batch(self, sql: String) -> Result<()> {
        let work = move |conn: &mut SqliteConnection| conn.batch_execute(&sql);
        match self {
            Session::Pool(pool) => pool.write_bare(work).await,
            Session::Lease { .. } => self.lease()?.call(work).await,
        }
    }

    /// The rows of one page, and the number of all if it is asked for, as of the same moment.
    pub(super) async fn page<Q, U>(self, query: Q, paging: Paging) -> Result<(Option<i64>, Vec<U>)>
    where
        Q: Fragment,
        Part<Q>: SqliteLoad<U>,
        U: Send + 'static,
    {
        let (kind, id) = kind::of(&query);
        let work = move |conn: &mut SqliteConnection| {
            if !paging.counts() {
                return Part::page(query, paging).as_query().rows(conn).map(|items| (None, items));
            }
            conn.transaction(|conn| {
                let total = CountOf(&query).get_result::<i64>(conn)?;
                let items = Part::page(query, paging).as_query().rows(conn)?;
                Ok((Some(total), items))
            })
        };
        self.run(kind, Key { id, page: true }, work).await
    }

    /// The transaction that the session is in.
    fn lease(self) -> Result<&'a Lease> {
        match self {
            Session::Lease { lease, usable: true } => Ok(lease),
            Session::Pool(_) | Session::Lease { usable: false, .. } => Err(outer_in_use()),
        }
    }

    async fn run<R, F>(self, kind: Kind, key: Key, work: F) -> Result<R>
    where
        R: Send + 'static,
        F: FnOnce(&mut SqliteConnection) -> QueryResult<R> + Send + 'static,
    {
        match (self, kind) {
            (Session::Pool(pool), Kind::Read) => pool.read(key, work).await,
            (Session::Pool(pool), Kind::Write) => pool.write(once(work)).await,
            (Session::Pool(pool), Kind::Other) => pool.write_bare(work).await,
            (Session::Lease { .. }, _) => self.lease()?.call(work).await,
        }
    }
}
