//! PostgreSQL: reads of a worker go over a connection of its own, pipelined; all else takes one
//! from the pool.
//!
//! No libpq: the protocol is tokio-postgres'.

use diesel::dsl::{Limit, Offset};
use diesel::pg::Pg;
use diesel::query_builder::{AsQuery, QueryFragment, QueryId};
use diesel::query_dsl::methods::{LimitDsl, OffsetDsl};
use diesel::result::QueryResult;
use diesel_async::{AsyncConnectionCore, AsyncPgConnection, SimpleAsyncConnection};
use futures_util::FutureExt;
use futures_util::future::{BoxFuture, try_join};
use tokio_postgres::config::SslMode;
use tokio_postgres::{Config, NoTls};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::super::page::Paging;
use super::super::query::CountOf;
use super::super::stream::Rows;
use super::tls::Options;
use super::{Fetching, Lease, Limited, Limits, Pool, Remote, RemoteLoad, collect};
use crate::error::{Error, Result};

mod lane;
mod statement;
mod tls;

use lane::{Lanes, Passage};
use statement::is_read;

/// A server and the connections to it.
pub struct Postgres {
    pub(in crate::db) pool: Pool<AsyncPgConnection>,
    lanes: Lanes,
}

impl Postgres {
    pub(in crate::db) async fn open(url: &str, limits: Limits) -> Result<Self> {
        let target = Target::parse(url)?;
        let lanes = Lanes::new(target.clone());
        Ok(Self { pool: Pool::open(target, limits).await?, lanes })
    }
}

/// Where a statement goes.
#[derive(Clone, Copy)]
pub enum Session<'a> {
    /// Outside of a transaction: reads over a lane where they may.
    Outside(&'a Postgres),
    /// To the connection that a transaction holds.
    Inside { lease: &'a Lease<AsyncPgConnection>, usable: bool },
}

impl<'a> Session<'a> {
    pub(in crate::db) async fn load<Q, U>(self, query: Q) -> Result<Vec<U>>
    where
        Q: RemoteLoad<AsyncPgConnection, U> + QueryFragment<Pg> + QueryId,
        U: Send + 'static,
    {
        if let Some((lanes, passage)) = self.lane(&query)
            && let Some(conn) = lanes.connection(&passage).await?
        {
            let rows = collect::<AsyncPgConnection, U>(fetch_shared(conn, query), Q::build).await;
            return passage.settle(rows);
        }
        self.ordinary().load(query).await
    }

    /// Over a connection of the pool: those who share a lane would wait for whoever takes the rows.
    pub(in crate::db) async fn stream<Q, U>(self, query: Q) -> Result<Rows<U>>
    where
        Q: RemoteLoad<AsyncPgConnection, U>,
        U: Send + 'static,
    {
        self.ordinary().stream(query).await
    }

    pub(in crate::db) async fn execute<Q>(self, statement: Q) -> Result<usize>
    where
        Q: QueryFragment<Pg> + QueryId + Send + 'static,
    {
        self.ordinary().execute(statement).await
    }

    pub(in crate::db) async fn batch(self, sql: &str) -> Result<()> {
        self.ordinary().batch(sql).await
    }

    /// The rows of one page, and the number of all if it is asked for. Over a lane, both are asked for
    /// at once.
    pub(in crate::db) async fn page<Q, U>(
        self,
        query: Q,
        paging: Paging,
    ) -> Result<(Option<i64>, Vec<U>)>
    where
        Q: QueryFragment<Pg> + QueryId + LimitDsl + Send + 'static,
        CountOf<Q>: RemoteLoad<AsyncPgConnection, i64>,
        Limit<Q>: OffsetDsl,
        Offset<Limit<Q>>: AsQuery<Query: RemoteLoad<AsyncPgConnection, U>>,
        U: Send + 'static,
    {
        if let Some((lanes, passage)) = self.lane(&query)
            && let Some(conn) = lanes.connection(&passage).await?
        {
            let counting = paging.counts().then(|| fetch_shared(conn, CountOf(&query)));
            let total = async {
                let Some(counting) = counting else { return Ok(None) };
                let counted = collect::<AsyncPgConnection, i64>(counting, CountOf::<Q>::build);
                counted.await.map(|total| total.first().copied())
            };
            let limited = query.limit(paging.limit()).offset(paging.offset()).as_query();
            let rows = fetch_shared(conn, limited);
            let rows = collect::<AsyncPgConnection, U>(rows, Limited::<Q>::build);
            let both = try_join(total, rows).await;
            return passage.settle(both);
        }
        self.ordinary().page(query, paging).await
    }

    /// A lane that takes the query.
    fn lane<Q: QueryFragment<Pg> + QueryId>(self, query: &Q) -> Option<(&'a Lanes, Passage)> {
        match self {
            Session::Outside(postgres) if is_read(query) => {
                postgres.lanes.enter(Q::query_id()).map(|passage| (&postgres.lanes, passage))
            }
            _ => None,
        }
    }

    fn ordinary(self) -> super::Session<'a, AsyncPgConnection> {
        match self {
            Session::Outside(postgres) => super::Session::Pool(&postgres.pool),
            Session::Inside { lease, usable } => super::Session::Lease { lease, usable },
        }
    }
}

/// How the server is reached.
#[derive(Clone)]
pub struct Target {
    config: Config,
    tls: Option<MakeRustlsConnect>,
}

impl Target {
    /// Reads a URL: `postgres://user:password@host:5432/database?sslmode=verify-full`.
    ///
    /// `sslmode` is what it is to libpq: `disable`; `prefer` (the default) and `require` encrypt
    /// and do not ask who the server is; `verify-full` does. `sslrootcert` names a PEM file of
    /// authorities that are trusted instead of the public ones.
    pub(in crate::db) fn parse(url: &str) -> Result<Self> {
        let (url, options) = Options::split(url)?;
        // The error of a URL may hold a part of the password.
        let mut config: Config = url.parse().map_err(|_| {
            Error::internal("the database URL is no `postgres://user:password@host:port/database`")
        })?;
        config.ssl_mode(tls::mode(&options));
        if config.get_application_name().is_none() {
            config.application_name("ordain");
        }
        Ok(Self { tls: tls::connector(&options)?, config })
    }
}

impl Remote for AsyncPgConnection {
    type Backend = Pg;
    type Row = <Self as AsyncConnectionCore>::Row<'static, 'static>;
    type Rows<'c> = <Self as AsyncConnectionCore>::Stream<'c, 'static>;
    type Target = Target;

    fn open(target: Target) -> BoxFuture<'static, Result<Self>> {
        connect(target).boxed()
    }

    fn fetch<Q>(&mut self, query: Q) -> Fetching<'_, Self>
    where
        Q: AsQuery<Query: QueryFragment<Pg> + QueryId>,
    {
        fetch_shared(self, query)
    }

    fn change<Q>(&mut self, statement: Q) -> BoxFuture<'_, QueryResult<usize>>
    where
        Q: QueryFragment<Pg> + QueryId,
    {
        self.execute_returning_count(statement)
    }

    fn batch<'c>(&'c mut self, sql: &'c str) -> BoxFuture<'c, QueryResult<()>> {
        self.batch_execute(sql).boxed()
    }
}

/// Runs a query beside others on the same connection.
fn fetch_shared<Q>(mut conn: &AsyncPgConnection, query: Q) -> Fetching<'_, AsyncPgConnection>
where
    Q: AsQuery<Query: QueryFragment<Pg> + QueryId>,
{
    AsyncConnectionCore::load(&mut conn, query)
}

async fn connect(target: Target) -> Result<AsyncPgConnection> {
    let unreachable = |error: tokio_postgres::Error| {
        Error::unavailable("the database cannot be reached").with_source(error)
    };
    let tls = target.tls.filter(|_| target.config.get_ssl_mode() != SslMode::Disable);
    let connection = if let Some(tls) = tls {
        let (client, driver) = target.config.connect(tls).await.map_err(unreachable)?;
        AsyncPgConnection::try_from_client_and_connection(client, driver).await
    } else {
        let (client, driver) = target.config.connect(NoTls).await.map_err(unreachable)?;
        AsyncPgConnection::try_from_client_and_connection(client, driver).await
    };
    connection
        .map_err(|error| Error::unavailable("the database cannot be reached").with_source(error))
}
