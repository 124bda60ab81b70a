//! MySQL and MariaDB: every statement takes a connection from the pool.
//!
//! No libmysqlclient: the protocol is `mysql_async`'s.

use diesel::mysql::Mysql;
use diesel::query_builder::{AsQuery, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel_async::{AsyncConnectionCore, AsyncMysqlConnection, SimpleAsyncConnection};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use mysql_async::DriverError::NoClientSslFlagFromServer;
use mysql_async::Error::Driver;
use mysql_async::{Conn, Opts, OptsBuilder, SslOpts};

use super::tls::{Mode, Options};
use super::{Fetching, Remote};
use crate::error::{Error, Result};

/// How long the line may be quiet before the system asks whether the server is still there.
const KEEPALIVE_MILLIS: u32 = 30_000;

/// The driver's own words for what `sslmode` and `sslrootcert` say.
const FOREIGN: [&str; 4] = ["require_ssl", "verify_ca", "verify_identity", "built_in_roots"];

/// How the server is reached.
#[derive(Clone)]
pub struct Target {
    opts: Opts,
    /// How else, if the server cannot encrypt.
    plain: Option<Opts>,
}

impl Target {
    /// Reads a URL: `mysql://user:password@host:3306/database?sslmode=verify-full`.
    ///
    /// `sslmode` and `sslrootcert` mean what they mean for PostgreSQL; see `mysql_async`'s `Opts`
    /// for other parameters.
    pub(in crate::db) fn parse(url: &str) -> Result<Self> {
        let url = match url.strip_prefix("mariadb:") {
            Some(rest) => format!("mysql:{rest}"),
            None => url.to_owned(),
        };
        let (url, options) = Options::split(&url)?;
        let parameters = url.split_once('?').map_or("", |(_, parameters)| parameters);
        for (name, _) in form_urlencoded::parse(parameters.as_bytes()) {
            if FOREIGN.contains(&&*name) {
                return Err(Error::internal(format!(
                    "`{name}` in the database URL is unknown: write `sslmode=require` or \
                     `sslmode=verify-full`"
                )));
            }
        }
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
        let Some(tls) = encryption(&options)? else {
            return Ok(Self { opts: opts.into(), plain: None });
        };
        let plain = (options.mode == Mode::Prefer).then(|| opts.clone().into());
        // Otherwise the driver tries a socket where the server is on the same machine, in vain:
        // nothing is encrypted there.
        let opts = opts.ssl_opts(Some(tls)).prefer_socket(false).into();
        Ok(Self { opts, plain })
    }
}

/// What encrypts; `None` where nothing is to be encrypted.
fn encryption(options: &Options) -> Result<Option<SslOpts>> {
    let authorities = options.authorities()?;
    let tls = SslOpts::default();
    Ok(match options.mode {
        Mode::Disable => None,
        Mode::Prefer | Mode::Require => Some(tls.with_danger_accept_invalid_certs(true)),
        Mode::Verify => Some(match authorities {
            None => tls,
            Some(authorities) => {
                let authorities = authorities.iter().map(|authority| authority.to_vec().into());
                tls.with_disable_built_in_roots(true).with_root_certs(authorities.collect())
            }
        }),
    })
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

async fn connect(target: Target) -> Result<AsyncMysqlConnection> {
    let unreachable = |error: Box<dyn std::error::Error + Send + Sync>| {
        Error::unavailable("the database cannot be reached").with_source(error)
    };
    let conn = match (Conn::new(target.opts).await, target.plain) {
        (Err(Driver(NoClientSslFlagFromServer)), Some(plain)) => Conn::new(plain).await,
        (conn, _) => conn,
    };
    let conn = conn.map_err(|error| unreachable(error.into()))?;
    AsyncMysqlConnection::try_from(conn).await.map_err(|error| unreachable(error.into()))
}
