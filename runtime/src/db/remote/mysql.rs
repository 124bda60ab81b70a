//! MySQL and MariaDB: every statement takes a connection from the pool.
//!
//! No libmysqlclient: the protocol is `mysql_async`'s.

use diesel::mysql::Mysql;
use diesel::query_builder::{AsQuery, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel_async::{AsyncConnectionCore, AsyncMysqlConnection, SimpleAsyncConnection};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use mysql_async::{Conn, Opts, OptsBuilder};

use super::{Fetching, Remote};
use crate::error::{Error, Result};

/// How long the line may be quiet before the system asks whether the server is still there.
const KEEPALIVE_MILLIS: u32 = 30_000;

/// How the server is reached.
#[derive(Clone)]
pub struct Target(Opts);

impl Target {
    /// Reads a URL: `mysql://user:password@host:3306/database?require_ssl=true`.
    ///
    /// With `require_ssl=true`, the connection is encrypted and the server's certificate is
    /// verified; see `mysql_async`'s `Opts` for more of such parameters.
    pub(in crate::db) fn parse(url: &str) -> Result<Self> {
        let url = match url.strip_prefix("mariadb:") {
            Some(rest) => format!("mysql:{rest}"),
            None => url.to_owned(),
        };
        // The error of a URL may hold a part of the password.
        let opts = Opts::from_url(&url).map_err(|_| {
            Error::internal("the database URL is no `mysql://user:password@host:port/database`")
        })?;
        let opts = OptsBuilder::from_opts(opts)
            // A row that an update found and left as it was has been updated.
            .client_found_rows(true)
            // Without it, values that do not fit are cut to fit.
            .init(vec!["SET SESSION sql_mode = 'TRADITIONAL,NO_AUTO_VALUE_ON_ZERO'"])
            // diesel keeps prepared statements; the driver would close them behind its back.
            .stmt_cache_size(0)
            .tcp_keepalive(Some(KEEPALIVE_MILLIS));
        Ok(Self(opts.into()))
    }
}

impl Remote for AsyncMysqlConnection {
    type Backend = Mysql;
    type Row = <Self as AsyncConnectionCore>::Row<'static, 'static>;
    type Rows<'c> = <Self as AsyncConnectionCore>::Stream<'c, 'static>;
    type Target = Target;

    fn open(target: Target) -> BoxFuture<'static, Result<Self>> {
        connect(target).boxed()
    }

    fn fetch<Q>(&mut self, query: Q) -> Fetching<'_, Self>
    where
        Q: AsQuery<Query: QueryFragment<Mysql> + QueryId>,
    {
        AsyncConnectionCore::load(self, query)
    }

    fn change<Q>(&mut self, statement: Q) -> BoxFuture<'_, QueryResult<usize>>
    where
        Q: QueryFragment<Mysql> + QueryId,
    {
        self.execute_returning_count(statement)
    }

    fn batch<'c>(&'c mut self, sql: &'c str) -> BoxFuture<'c, QueryResult<()>> {
        self.batch_execute(sql).boxed()
    }
}

async fn connect(Target(opts): Target) -> Result<AsyncMysqlConnection> {
    let conn = Conn::new(opts)
        .await
        .map_err(|error| Error::unavailable("the database cannot be reached").with_source(error))?;
    AsyncMysqlConnection::try_from(conn)
        .await
        .map_err(|error| Error::unavailable("the database cannot be reached").with_source(error))
}
