//! Database servers: what PostgreSQL and MySQL have in common.
//!
//! Nothing here knows which of the two it speaks to.

use diesel::backend::Backend;
use diesel::deserialize::FromSqlRow;
use diesel::dsl::{Limit, Offset};
use diesel::query_builder::{AsQuery, QueryFragment, QueryId};
use diesel::query_dsl::CompatibleType;
use diesel::query_dsl::methods::{LimitDsl, OffsetDsl};
use diesel::result::{Error as DieselError, QueryResult};
use diesel::row::Row;
use futures_util::future::BoxFuture;
use futures_util::{Stream, StreamExt, TryStreamExt};

use super::page::Paging;
use super::query::CountOf;
use super::stream::{self, Left, Reading, Rows};
use super::transaction::outer_in_use;
use crate::error::Result;

mod lease;
mod loan;
#[cfg(feature = "mysql")]
pub(super) mod mysql;
mod pool;
#[cfg(feature = "postgres")]
pub(super) mod postgres;
mod tls;

pub(super) use lease::Lease;
use loan::Loan;
pub(super) use pool::{Limits, Pool};

/// A connection to a server.
///
/// The futures that it gives do not hold the statement: SQL and values are taken out of it before
/// the first `await`.
pub trait Remote: Sized + Send + 'static {
    /// Its dialect.
    type Backend: Backend;
    /// What its rows are.
    type Row: for<'r> Row<'r, Self::Backend> + Send;
    /// What streams them.
    type Rows<'c>: Stream<Item = QueryResult<Self::Row>> + Send;
    /// Where it leads.
    type Target: Clone + Send + Sync + 'static;

    /// Opens one.
    fn open(target: Self::Target) -> BoxFuture<'static, Result<Self>>;

    /// Runs a query.
    fn fetch<Q>(&mut self, query: Q) -> Fetching<'_, Self>
    where
        Q: AsQuery<Query: QueryFragment<Self::Backend> + QueryId>;

    /// Runs a statement and counts the rows that it changed.
    fn change<Q>(&mut self, statement: Q) -> BoxFuture<'_, QueryResult<usize>>
    where
        Q: QueryFragment<Self::Backend> + QueryId;

    /// Runs any number of statements that take no values.
    fn batch<'c>(&'c mut self, sql: &'c str) -> BoxFuture<'c, QueryResult<()>>;
}

/// The rows of a query that is under way.
pub(in crate::db) type Fetching<'c, C> = BoxFuture<'c, QueryResult<<C as Remote>::Rows<'c>>>;

/// A query whose rows load as `U` over such a connection.
pub trait RemoteLoad<C: Remote, U>:
    AsQuery<Query: QueryFragment<C::Backend> + QueryId> + Send + 'static
{
    /// Makes a value of a row.
    ///
    /// # Errors
    /// When the row does not hold one.
    fn build(row: &C::Row) -> QueryResult<U>;
}

impl<C, Q, U, ST> RemoteLoad<C, U> for Q
where
    C: Remote,
    Q: AsQuery<Query: QueryFragment<C::Backend> + QueryId> + Send + 'static,
    Q::SqlType: CompatibleType<U, C::Backend, SqlType = ST>,
    U: FromSqlRow<ST, C::Backend>,
{
    fn build(row: &C::Row) -> QueryResult<U> {
        U::build_from_row(row).map_err(DieselError::DeserializationError)
    }
}

/// A query with the limit and the offset of a page.
type Limited<Q> = <Offset<Limit<Q>> as AsQuery>::Query;

/// Where a statement goes.
#[cfg_attr(not(feature = "mysql"), expect(unreachable_pub, reason = "seen where it is MySQL's"))]
pub enum Session<'a, C: Remote> {
    /// To any connection of the pool, as a transaction of its own.
    Pool(&'a Pool<C>),
    /// To the connection that the transaction holds.
    Lease { lease: &'a Lease<C>, usable: bool },
}

impl<C: Remote> Clone for Session<'_, C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C: Remote> Copy for Session<'_, C> {}

impl<'a, C: Remote> Session<'a, C> {
    pub(super) async fn load<Q, U>(self, query: Q) -> Result<Vec<U>>
    where
        Q: RemoteLoad<C, U>,
        U: Send + 'static,
    {
        let mut loan = self.borrow().await?;
        let rows = collect::<C, U>(loan.connection()?.fetch(query), Q::build).await;
        loan.give_back(rows)
    }

    /// The rows one by one, over a connection that is theirs until the end. In a transaction, whose
    /// connection answers one question at a time, all of them are read at once.
    pub(super) async fn stream<Q, U>(self, query: Q) -> Result<Rows<U>>
    where
        Q: RemoteLoad<C, U>,
        U: Send + 'static,
    {
        let Session::Pool(pool) = self else { return self.load(query).await.map(Rows::of) };
        let loan = Loan::Pool(pool.get().await?);
        let (reading, rows) = stream::rows();
        tokio::spawn(read(loan, query, reading));
        rows.begun().await
    }

    pub(super) async fn execute<Q>(self, statement: Q) -> Result<usize>
    where
        Q: QueryFragment<C::Backend> + QueryId + Send + 'static,
    {
        let mut loan = self.borrow().await?;
        let changed = loan.connection()?.change(statement).await;
        loan.give_back(changed)
    }

    /// Runs a statement, then reads over the same connection what it wrote; nothing if it wrote
    /// nothing.
    #[cfg(feature = "mysql")]
    pub(super) async fn write<S, R, U>(self, statement: S, reread: R) -> Result<Vec<U>>
    where
        S: QueryFragment<C::Backend> + QueryId + Send + 'static,
        R: RemoteLoad<C, U>,
        U: Send + 'static,
    {
        let mut loan = self.borrow().await?;
        let changed = loan.connection()?.change(statement).await;
        if loan.keep(changed)? == 0 {
            return Ok(Vec::new());
        }
        let rows = collect::<C, U>(loan.connection()?.fetch(reread), R::build).await;
        loan.give_back(rows)
    }

    pub(super) async fn batch(self, sql: &str) -> Result<()> {
        let mut loan = self.borrow().await?;
        let done = loan.connection()?.batch(sql).await;
        loan.give_back(done)
    }

    /// The number of all rows if it is asked for, and then those of one page.
    pub(super) async fn page<Q, U>(self, query: Q, paging: Paging) -> Result<(Option<i64>, Vec<U>)>
    where
        Q: QueryFragment<C::Backend> + QueryId + LimitDsl + Send + 'static,
        CountOf<Q>: RemoteLoad<C, i64>,
        Limit<Q>: OffsetDsl,
        Offset<Limit<Q>>: AsQuery<Query: RemoteLoad<C, U>>,
        U: Send + 'static,
    {
        let mut loan = self.borrow().await?;
        let mut total = None;
        if paging.counts() {
            let counting = loan.connection()?.fetch(CountOf(&query));
            let counted = collect::<C, i64>(counting, CountOf::<Q>::build).await;
            total = loan.keep(counted)?.first().copied();
        }
        let limited = query.limit(paging.limit()).offset(paging.offset()).as_query();
        let rows = collect::<C, U>(loan.connection()?.fetch(limited), Limited::<Q>::build).await;
        loan.give_back(rows.map(|rows| (total, rows)))
    }

    async fn borrow(self) -> Result<Loan<'a, C>> {
        match self {
            Session::Pool(pool) => pool.get().await.map(Loan::Pool),
            Session::Lease { usable: false, .. } => Err(outer_in_use()),
            Session::Lease { lease, .. } => lease.borrow().await,
        }
    }
}

/// Reads the rows of a query to their end, or until nobody wants more of them; what is left of them then
/// goes with the connection.
async fn read<C, Q, U>(mut loan: Loan<'static, C>, query: Q, reading: Reading<U>)
where
    C: Remote,
    Q: RemoteLoad<C, U>,
    U: Send + 'static,
{
    let read = match loan.connection() {
        Ok(connection) => hand_over(connection, query, &reading).await,
        Err(error) => return reading.end(Err(error)).await,
    };
    if let Ok(read) = read {
        reading.end(loan.give_back(read)).await;
    }
}

async fn hand_over<C, Q, U>(
    connection: &mut C,
    query: Q,
    reading: &Reading<U>,
) -> Result<QueryResult<()>, Left>
where
    C: Remote,
    Q: RemoteLoad<C, U>,
{
    let mut rows = match connection.fetch(query).await {
        Ok(rows) => std::pin::pin!(rows),
        Err(error) => return Ok(Err(error)),
    };
    while let Some(row) = rows.next().await {
        match row.and_then(|row| Q::build(&row)) {
            Ok(row) => reading.give(row).await?,
            Err(error) => return Ok(Err(error)),
        }
    }
    Ok(Ok(()))
}

/// Makes values of the rows.
async fn collect<C: Remote, U: Send>(
    rows: Fetching<'_, C>,
    build: fn(&C::Row) -> QueryResult<U>,
) -> QueryResult<Vec<U>> {
    rows.await?.map(|row| build(&row?)).try_collect().await
}
