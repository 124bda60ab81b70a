//! The methods that run a query.
//!
//! They add no way to build one: that is diesel's.

use diesel::backend::Backend;
use diesel::dsl::{Limit, Offset};
use diesel::query_builder::{AsQuery, AstPass, Query, QueryFragment, QueryId};
use diesel::query_dsl::methods::{LimitDsl, OffsetDsl};
use diesel::result::QueryResult;
use diesel::serialize::ToSql;
use diesel::sql_types::{BigInt, Bool, HasSqlType};

use super::backend::Returning;
use super::executor::Session;
use super::slow::{Timed, timed, timed_on_sqlite, timed_statement, timed_text};
use super::watch::note;
use super::{Execute, Executor, Fragment, Load, Page, Paging, Rows, ServerLoad, SqliteLoad};
use crate::error::{Error, Result};

/// Runs any diesel query on a `&Db` or a `&Tx`.
///
/// diesel's `count` keeps its name and its meaning (it makes a query), so the number of rows is
/// [`RunQuery::total`].
///
/// # Examples
///
/// ```
/// # #[tokio::main]
/// # async fn main() -> ordain::Result<()> {
/// use ordain::db::{Db, prelude::*};
///
/// diesel::table! { pets (id) { id -> BigInt, name -> Text } }
///
/// let db = Db::connect("sqlite::memory:", &ordain::db::Options::default()).await?;
/// diesel::sql_query("CREATE TABLE pets (id INTEGER PRIMARY KEY, name TEXT)").execute(&db).await?;
/// diesel::insert_into(pets::table).values(pets::name.eq("Rex")).execute(&db).await?;
///
/// let names: Vec<String> = pets::table.select(pets::name).load(&db).await?;
/// assert_eq!(names, ["Rex"]);
/// assert!(pets::table.filter(pets::id.eq(1)).exists(&db).await?);
/// # Ok(())
/// # }
/// ```
pub trait RunQuery: Sized {
    /// All rows.
    ///
    /// # Errors
    /// - `conflict`, `invalid` if the statement breaks a constraint; the column is named
    /// - `unavailable` if the database is locked, or its threads are busy for too long
    /// - `internal` for everything else that the database refuses
    fn load<U>(self, x: impl Executor) -> impl Future<Output = Result<Vec<U>>> + Send
    where
        Self: Load<U>,
        U: Send + 'static,
    {
        load(self, x)
    }

    /// All rows, one after another: for more of them than the memory should hold.
    ///
    /// Rows are read as fast as they are taken. Outside of a transaction they come over a connection of
    /// their own, which is held until the last one. A transaction has one connection, which its
    /// other statements need: in it, and in an SQLite database in memory, all rows are read at once.
    ///
    /// # Errors
    /// - those of [`RunQuery::load`]; what goes wrong later is told in the place of a row
    ///
    /// # Examples
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> ordain::Result<()> {
    /// # use ordain::db::{Db, prelude::*};
    /// # diesel::table! { pets (id) { id -> BigInt, name -> Text } }
    /// # let db = Db::connect("sqlite::memory:", &ordain::db::Options::default()).await?;
    /// # diesel::sql_query("CREATE TABLE pets (id INTEGER PRIMARY KEY, name TEXT)").execute(&db).await?;
    /// let mut names = pets::table.select(pets::name).stream::<String>(&db).await?;
    /// while let Some(name) = names.next().await {
    ///     println!("{}", name?);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    fn stream<U>(self, x: impl Executor) -> impl Future<Output = Result<Rows<U>>> + Send
    where
        Self: Load<U>,
        U: Send + 'static,
    {
        stream(self, x)
    }

    /// The first row.
    ///
    /// # Errors
    /// - `not_found` if there is none
    /// - those of [`RunQuery::load`]
    fn first<U>(self, x: impl Executor) -> impl Future<Output = Result<U>> + Send
    where
        Self: AsQuery<Query: LimitDsl + Fragment>,
        Part<Self::Query>: SqliteLoad<U>,
        Limit<Self::Query>: ServerLoad<U>,
        U: Send + 'static,
    {
        let row = self.optional(x);
        async move { row.await?.ok_or_else(no_row) }
    }

    /// The first row, or `None` if there is none.
    ///
    /// # Errors
    /// - those of [`RunQuery::load`]
    fn optional<U>(self, x: impl Executor) -> impl Future<Output = Result<Option<U>>> + Send
    where
        Self: AsQuery<Query: LimitDsl + Fragment>,
        Part<Self::Query>: SqliteLoad<U>,
        Limit<Self::Query>: ServerLoad<U>,
        U: Send + 'static,
    {
        let rows = part(self, 1, x);
        async move { Ok(rows.await?.into_iter().next()) }
    }

    /// The one row of a statement that takes no limit: an insert or update with `returning`, or an
    /// `sql_query`.
    ///
    /// # Errors
    /// - `not_found` if there is none
    /// - those of [`RunQuery::load`]
    fn get_result<U>(self, x: impl Executor) -> impl Future<Output = Result<U>> + Send
    where
        Self: Load<U>,
        U: Send + 'static,
    {
        one(self, x)
    }

    /// Runs the statement and gives the number of rows it changed.
    ///
    /// # Errors
    /// - those of [`RunQuery::load`]
    fn execute(self, x: impl Executor) -> impl Future<Output = Result<usize>> + Send
    where
        Self: Execute,
    {
        execute(self, x)
    }

    /// How many rows the query has.
    ///
    /// # Errors
    /// - those of [`RunQuery::load`]
    fn total(self, x: impl Executor) -> impl Future<Output = Result<u64>> + Send
    where
        Self: AsQuery<Query: Fragment>,
        CountOf<Self::Query>: Load<i64>,
    {
        let count = one::<i64, _>(CountOf(self.as_query()), x);
        async move { Ok(u64::try_from(count.await?).unwrap_or(0)) }
    }

    /// Whether the query has a row.
    ///
    /// # Errors
    /// - those of [`RunQuery::load`]
    fn exists(self, x: impl Executor) -> impl Future<Output = Result<bool>> + Send
    where
        Self: AsQuery<Query: Fragment>,
        ExistsOf<Self::Query>: Load<bool>,
    {
        one(ExistsOf(self.as_query()), x)
    }

    /// One page of the rows, and how many there are on all pages if the paging says so.
    ///
    /// On SQLite, and in a transaction that sees one moment of the database, both are of the same
    /// moment.
    ///
    /// Give the query an order: without one, a row may stand on two pages or on none.
    ///
    /// # Errors
    /// - those of [`RunQuery::load`]
    fn page<U>(
        self,
        paging: Paging,
        x: impl Executor,
    ) -> impl Future<Output = Result<Page<U>>> + Send
    where
        Self: AsQuery<Query: LimitDsl + Fragment>,
        Part<Self::Query>: SqliteLoad<U>,
        Limit<Self::Query>: OffsetDsl,
        Offset<Limit<Self::Query>>: ServerLoad<U>,
        U: Send + 'static,
    {
        let query = self.as_query();
        async move {
            let (total, items) = match x.session() {
                #[cfg(feature = "sqlite")]
                Session::Sqlite(session) => {
                    let _timed = timed::<diesel::sqlite::Sqlite, _>(&query);
                    session.page(query, paging).await?
                }
                #[cfg(feature = "postgres")]
                Session::Postgres(session) => {
                    let _timed = timed::<diesel::pg::Pg, _>(&query);
                    session.page(query, paging).await?
                }
                #[cfg(feature = "mysql")]
                Session::Mysql(session) => {
                    let _timed = timed::<diesel::mysql::Mysql, _>(&query);
                    session.page(query, paging).await?
                }
            };
            Ok(Page::of(paging, total, items))
        }
    }
}

// What diesel itself calls a query, whatever the connection.
impl<Q> RunQuery for Q where Q: diesel::RunQueryDsl<()> {}

fn no_row() -> Error {
    Error::not_found("there is no such row")
}

/// [`RunQuery::load`] for what is a query by its traits alone.
///
/// # Errors
/// Those of [`RunQuery::load`].
pub(crate) fn load<Q, U>(query: Q, x: impl Executor) -> impl Future<Output = Result<Vec<U>>> + Send
where
    Q: Load<U>,
    U: Send + 'static,
{
    let query = query.as_query();
    async move {
        match x.session() {
            #[cfg(feature = "sqlite")]
            Session::Sqlite(session) => {
                note::<diesel::sqlite::Sqlite, _>(&query);
                let _timed = timed::<diesel::sqlite::Sqlite, _>(&query);
                session.load(query).await
            }
            #[cfg(feature = "postgres")]
            Session::Postgres(session) => {
                note::<diesel::pg::Pg, _>(&query);
                let _timed = timed::<diesel::pg::Pg, _>(&query);
                session.load(query).await
            }
            #[cfg(feature = "mysql")]
            Session::Mysql(session) => {
                note::<diesel::mysql::Mysql, _>(&query);
                let _timed = timed::<diesel::mysql::Mysql, _>(&query);
                session.load(query).await
            }
        }
    }
}

/// The first `limit` rows of a query.
pub(crate) fn part<Q, U>(
    query: Q,
    limit: u32,
    x: impl Executor,
) -> impl Future<Output = Result<Vec<U>>> + Send
where
    Q: AsQuery<Query: LimitDsl + Fragment>,
    Part<Q::Query>: SqliteLoad<U>,
    Limit<Q::Query>: ServerLoad<U>,
    U: Send + 'static,
{
    let query = query.as_query();
    async move {
        match x.session() {
            #[cfg(feature = "sqlite")]
            Session::Sqlite(session) => {
                let query = Part::first(query, limit).as_query();
                note::<diesel::sqlite::Sqlite, _>(&query);
                let _timed = timed::<diesel::sqlite::Sqlite, _>(&query);
                session.load(query).await
            }
            #[cfg(feature = "postgres")]
            Session::Postgres(session) => {
                let query = query.limit(limit.into()).as_query();
                note::<diesel::pg::Pg, _>(&query);
                let _timed = timed::<diesel::pg::Pg, _>(&query);
                session.load(query).await
            }
            #[cfg(feature = "mysql")]
            Session::Mysql(session) => {
                let query = query.limit(limit.into()).as_query();
                note::<diesel::mysql::Mysql, _>(&query);
                let _timed = timed::<diesel::mysql::Mysql, _>(&query);
                session.load(query).await
            }
        }
    }
}

/// [`RunQuery::stream`] for what is a query by its traits alone.
fn stream<Q, U>(query: Q, x: impl Executor) -> impl Future<Output = Result<Rows<U>>> + Send
where
    Q: Load<U>,
    U: Send + 'static,
{
    let query = query.as_query();
    async move {
        match x.session() {
            #[cfg(feature = "sqlite")]
            Session::Sqlite(session) => session.stream(query).await,
            #[cfg(feature = "postgres")]
            Session::Postgres(session) => session.stream(query).await,
            #[cfg(feature = "mysql")]
            Session::Mysql(session) => session.stream(query).await,
        }
    }
}

/// [`RunQuery::execute`] for what is a statement by its traits alone.
async fn execute<Q: Execute>(statement: Q, x: impl Executor) -> Result<usize> {
    run(statement, timed_statement, x).await
}

/// [`execute`] for a statement that SQLite, too, can write down.
pub(crate) async fn change<Q: Execute + Fragment>(statement: Q, x: impl Executor) -> Result<usize> {
    run(statement, timed_on_sqlite, x).await
}

async fn run<Q: Execute>(
    statement: Q,
    timed_on_sqlite: fn(&Q) -> Option<Timed>,
    x: impl Executor,
) -> Result<usize> {
    // Where there is no SQLite, nobody asks for it.
    let _ = timed_on_sqlite;
    match x.session() {
        #[cfg(feature = "sqlite")]
        Session::Sqlite(session) => {
            let _timed = timed_on_sqlite(&statement);
            session.execute(statement).await
        }
        #[cfg(feature = "postgres")]
        Session::Postgres(session) => {
            let _timed = timed::<diesel::pg::Pg, _>(&statement);
            session.execute(statement).await
        }
        #[cfg(feature = "mysql")]
        Session::Mysql(session) => {
            let _timed = timed::<diesel::mysql::Mysql, _>(&statement);
            session.execute(statement).await
        }
    }
}

/// Runs an insert or an update and gives the rows that it wrote.
///
/// Where the statement cannot give them, the query that `reread` makes reads them over the same
/// connection.
pub(crate) async fn write<S, R, U>(
    statement: S,
    reread: impl FnOnce() -> R + Send,
    x: impl Executor,
) -> Result<Vec<U>>
where
    S: Returning<U>,
    R: Load<U>,
    U: Send + 'static,
{
    // Where every backend has `RETURNING`, nobody asks for it.
    let _ = &reread;
    match x.session() {
        #[cfg(feature = "sqlite")]
        Session::Sqlite(session) => {
            let statement = statement.as_query();
            let _timed = timed::<diesel::sqlite::Sqlite, _>(&statement);
            session.load(statement).await
        }
        #[cfg(feature = "postgres")]
        Session::Postgres(session) => {
            let statement = statement.as_query();
            let _timed = timed::<diesel::pg::Pg, _>(&statement);
            session.load(statement).await
        }
        #[cfg(feature = "mysql")]
        Session::Mysql(session) => {
            let _timed = timed::<diesel::mysql::Mysql, _>(&statement);
            session.write(statement, reread().as_query()).await
        }
    }
}

/// Runs any number of statements that take no values.
///
/// On a `&Db` each of them stands for itself.
///
/// # Errors
/// - those of [`RunQuery::load`]
pub async fn batch(sql: &str, x: impl Executor) -> Result<()> {
    let _timed = timed_text(sql);
    match x.session() {
        #[cfg(feature = "sqlite")]
        Session::Sqlite(session) => session.batch(sql.to_owned()).await,
        #[cfg(feature = "postgres")]
        Session::Postgres(session) => session.batch(sql).await,
        #[cfg(feature = "mysql")]
        Session::Mysql(session) => session.batch(sql).await,
    }
}

fn one<U, Q>(query: Q, x: impl Executor) -> impl Future<Output = Result<U>> + Send
where
    Q: Load<U>,
    U: Send + 'static,
{
    let rows = load(query, x);
    async move { rows.await?.into_iter().next().ok_or_else(no_row) }
}

/// `SELECT COUNT(*) FROM (…)`: counts any query, also one with an order, a group or a limit.
#[derive(Debug, Clone, Copy)]
pub struct CountOf<Q>(pub(super) Q);

/// `SELECT * FROM (…) LIMIT … OFFSET …`: how SQLite is asked for some rows of a query.
///
/// It looks at the value of a limit that stands alone when it plans a statement, and so prepares the
/// statement anew each time that it is used, which takes three times as long as a short query itself.
/// At a sum it does not look. The query keeps its order: SQLite takes the outer select away.
#[derive(Debug, Clone, Copy)]
pub struct Part<Q> {
    query: Q,
    limit: i64,
    offset: i64,
}

#[cfg(feature = "sqlite")]
impl<Q> Part<Q> {
    /// The first rows.
    pub(super) fn first(query: Q, limit: u32) -> Self {
        Self { query, limit: limit.into(), offset: 0 }
    }

    /// The rows of a page.
    pub(super) fn page(query: Q, paging: Paging) -> Self {
        Self { query, limit: paging.limit(), offset: paging.offset() }
    }
}

impl<Q: QueryFragment<DB>, DB: Backend> QueryFragment<DB> for Part<Q>
where
    i64: ToSql<BigInt, DB>,
    DB: HasSqlType<BigInt>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("SELECT * FROM (");
        self.query.walk_ast(out.reborrow())?;
        out.push_sql(") LIMIT ");
        out.push_bind_param::<BigInt, _>(&self.limit)?;
        out.push_sql(" + 0 OFFSET ");
        out.push_bind_param::<BigInt, _>(&self.offset)?;
        out.push_sql(" + 0");
        Ok(())
    }
}

impl<Q: QueryId> QueryId for Part<Q> {
    type QueryId = Part<Q::QueryId>;
    const HAS_STATIC_QUERY_ID: bool = Q::HAS_STATIC_QUERY_ID;
}

impl<Q: Query> Query for Part<Q> {
    type SqlType = Q::SqlType;
}

impl<Q, C> diesel::RunQueryDsl<C> for Part<Q> {}

/// `SELECT EXISTS (…)`.
#[derive(Debug, Clone, Copy)]
pub struct ExistsOf<Q>(Q);

macro_rules! around {
    ($name:ident, $before:literal, $after:literal, $ty:ty) => {
        impl<Q, DB> QueryFragment<DB> for $name<Q>
        where
            Q: QueryFragment<DB>,
            DB: Backend,
        {
            fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
                out.push_sql($before);
                self.0.walk_ast(out.reborrow())?;
                out.push_sql($after);
                Ok(())
            }
        }

        impl<Q: QueryId> QueryId for $name<Q> {
            type QueryId = $name<Q::QueryId>;
            const HAS_STATIC_QUERY_ID: bool = Q::HAS_STATIC_QUERY_ID;
        }

        impl<Q> Query for $name<Q> {
            type SqlType = $ty;
        }

        // What diesel asks of a query before it loads it.
        impl<Q, C> diesel::RunQueryDsl<C> for $name<Q> {}
    };
}

around!(CountOf, "SELECT COUNT(*) FROM (", ") AS ordain_rows", BigInt);
around!(ExistsOf, "SELECT EXISTS (", ")", Bool);
