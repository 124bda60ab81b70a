//! The database: one handle for every backend, any diesel query run on it, transactions.
//!
//! Nothing here knows models or HTTP, and no diesel connection is ever handed out.

use std::sync::Arc;

use crate::error::{Error, Result};

mod backend;
#[cfg(feature = "jobs")]
pub(crate) mod clock;
mod executor;
mod failure;
mod isolation;
mod options;
pub(crate) mod own_table;
mod page;
mod query;
#[cfg(feature = "__remote")]
mod remote;
mod slow;
#[cfg(feature = "sqlite")]
mod sqlite;
mod status;
mod stream;
mod transaction;
mod url;
mod watch;

pub use backend::{Execute, Fragment, Load, Returning, ServerLoad, SqliteLoad};
pub use executor::Executor;
pub(crate) use failure::FOREIGN_KEY;
pub use isolation::{Isolation, TransactionOptions};
pub use options::Options;
pub use page::{Page, Paging};
pub use query::{CountOf, Part, RunQuery, batch};
pub(crate) use slow::slow_logged;
pub use status::PoolStatus;
pub use stream::Rows;
pub use transaction::Tx;
pub use watch::{Repeated, repeated};

use executor::Session;
#[cfg(feature = "sqlite")]
use sqlite::References;
use transaction::Link;
use url::Url;

/// What the statements of models are run by.
pub(crate) mod expansion {
    pub(crate) use super::query::{change, load, part, write};
}

/// What a module that writes queries needs: diesel's query language, and the methods that run a
/// query on a [`Db`] or a [`Tx`].
///
/// diesel's own `RunQueryDsl` is not here, because its methods have the names of [`RunQuery`]'s.
pub mod prelude {
    pub use super::{Db, Executor, Page, Paging, RunQuery, Tx};
    pub use diesel::{
        BoolExpressionMethods, EscapeExpressionMethods, ExpressionMethods, JoinOnDsl,
        NullableExpressionMethods, QueryDsl, SelectableHelper, TextExpressionMethods,
    };
}

/// A database, as many tasks share it: cheap to clone, safe to send.
///
/// Statements of a `Db` each stand for themselves; [`Db::transaction`] makes several of them one.
/// Which kind of database it is was decided by the scheme of its URL.
///
/// # Examples
///
/// ```
/// # #[tokio::main]
/// # async fn main() -> ordain::Result<()> {
/// use ordain::db::{Db, RunQuery};
/// use diesel::dsl::sql;
/// use diesel::sql_types::BigInt;
/// use ordain::db::Options;
///
/// let db = Db::connect("sqlite::memory:", &Options::default()).await?;
/// let answer: i64 = diesel::select(sql::<BigInt>("40 + 2")).first(&db).await?;
/// assert_eq!(answer, 42);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Db(Arc<Backend>);

/// A dialect of SQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Dialect {
    /// SQLite's.
    #[cfg(feature = "sqlite")]
    Sqlite,
    /// PostgreSQL's.
    #[cfg(feature = "postgres")]
    Postgres,
    /// That of MySQL and MariaDB.
    #[cfg(feature = "mysql")]
    Mysql,
}

enum Backend {
    #[cfg(feature = "sqlite")]
    Sqlite(sqlite::Pool),
    #[cfg(feature = "postgres")]
    Postgres(Box<remote::postgres::Postgres>),
    #[cfg(feature = "mysql")]
    Mysql(remote::Pool<diesel_async::AsyncMysqlConnection>),
    /// A transaction that is under way.
    Within(Tx),
}

impl Db {
    /// Opens the database behind a URL: `sqlite:blog.db`, `sqlite:///var/lib/blog.db`,
    /// `sqlite::memory:` for one that lives as long as the handle,
    /// `postgres://user:password@host:5432/blog`, `mysql://user:password@host:3306/blog`.
    ///
    /// On SQLite, one thread writes and commits what waits for it together; short reads run on the
    /// thread that asks, long ones on threads of their own (a database in memory has one thread
    /// only). On PostgreSQL, what only reads shares a connection of the worker that asks; all else
    /// takes one from a pool.
    ///
    /// # Errors
    /// - `internal` if the URL cannot be understood or an SQLite database cannot be opened; the
    ///   source says why and which
    /// - `unavailable` if a server cannot be reached
    pub async fn connect(url: &str, options: &Options) -> Result<Self> {
        let backend = match Url::parse(url).map_err(Error::internal)? {
            #[cfg(feature = "sqlite")]
            Url::Sqlite(place) => Backend::Sqlite(sqlite::Pool::open(place, options.into()).await?),
            #[cfg(feature = "postgres")]
            Url::Postgres => Backend::Postgres(Box::new(
                remote::postgres::Postgres::open(url, options.into()).await?,
            )),
            #[cfg(feature = "mysql")]
            Url::Mysql => {
                let target = remote::mysql::Target::parse(url)?;
                Backend::Mysql(remote::Pool::open(target, options.into()).await?)
            }
        };
        Ok(Self(Arc::new(backend)))
    }

    /// Runs `body` as one transaction: all of its statements are kept if it returns `Ok`, none if
    /// it returns `Err`, panics, or is dropped before its end.
    ///
    /// Inside, use the given [`Tx`]: statements on the `Db` itself are no part of the transaction,
    /// and a writing one would wait for its end.
    ///
    /// # Errors
    /// - what `body` returns
    /// - `unavailable` if the transaction cannot begin within the database's patience
    /// - a conflict if what was deferred to the commit breaks a constraint
    ///
    /// # Examples
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> ordain::Result<()> {
    /// # use ordain::db::{Db, RunQuery};
    /// # let db = Db::connect("sqlite::memory:", &ordain::db::Options::default()).await?;
    /// db.transaction(async |tx| {
    ///     diesel::sql_query("CREATE TABLE one (id INTEGER)").execute(tx).await?;
    ///     diesel::sql_query("INSERT INTO one VALUES (1)").execute(tx).await
    /// })
    /// .await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn transaction<T, E, F>(&self, body: F) -> Result<T, E>
    where
        F: AsyncFnOnce(&Tx) -> Result<T, E>,
        E: From<Error>,
    {
        if let Some(tx) = self.transaction_around() {
            return tx.transaction(body).await;
        }
        Tx::outermost(self.begin(Isolation::Database).await?).run(body).await
    }

    /// [`Db::transaction`] with an isolation level, and with repetitions when another transaction
    /// came between.
    ///
    /// `body` may run several times: what it does beside its statements must bear that.
    ///
    /// # Errors
    /// Those of [`Db::transaction`]; `unavailable` if others came between to the last.
    ///
    /// # Examples
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> ordain::Result<()> {
    /// use ordain::db::{Db, Isolation, RunQuery, TransactionOptions};
    ///
    /// # let db = Db::connect("sqlite::memory:", &ordain::db::Options::default()).await?;
    /// let options = TransactionOptions { isolation: Isolation::Serializable, retries: 5 };
    /// db.transaction_with(&options, async |tx| {
    ///     diesel::sql_query("CREATE TABLE one (id INTEGER)").execute(tx).await
    /// })
    /// .await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn transaction_with<T, E, F>(
        &self,
        options: &TransactionOptions,
        mut body: F,
    ) -> Result<T, E>
    where
        F: AsyncFnMut(&Tx) -> Result<T, E>,
        E: From<Error>,
    {
        if let Some(tx) = self.transaction_around() {
            return tx.transaction(&mut body).await;
        }
        let mut attempt = 0;
        loop {
            let link = self.begin(options.isolation).await?;
            let result = Tx::outermost(link.clone()).run(&mut body).await;
            if result.is_ok() || attempt == options.retries || !link.was_overtaken().await {
                return result;
            }
            // The connection is for others meanwhile.
            drop(link);
            attempt += 1;
            isolation::pause(attempt).await;
        }
    }

    async fn begin(&self, isolation: Isolation) -> Result<Link> {
        // SQLite has one way to begin.
        let _ = isolation;
        Ok(match &*self.0 {
            #[cfg(feature = "sqlite")]
            Backend::Sqlite(pool) => {
                Link::Sqlite(Arc::new(pool.begin(References::Enforced).await?))
            }
            #[cfg(feature = "postgres")]
            Backend::Postgres(server) => {
                let begin = isolation.begin(Dialect::Postgres);
                Link::Postgres(Arc::new(server.pool.begin(&begin).await?))
            }
            #[cfg(feature = "mysql")]
            Backend::Mysql(pool) => {
                Link::Mysql(Arc::new(pool.begin(&isolation.begin(Dialect::Mysql)).await?))
            }
            Backend::Within(_) => {
                return Err(Error::internal("a transaction inside another one is a savepoint"));
            }
        })
    }

    /// A handle whose statements are part of the transaction, and whose transactions are inside it:
    /// for a function that takes a `Db`, and is to be kept as a whole.
    pub(crate) fn within(tx: &Tx) -> Self {
        Self(Arc::new(Backend::Within(tx.again())))
    }

    /// The transaction that the handle is within.
    fn transaction_around(&self) -> Option<&Tx> {
        if let Backend::Within(tx) = &*self.0 { Some(tx) } else { None }
    }

    /// A transaction in which SQLite enforces no references, so that tables can be built anew;
    /// other databases need no such thing.
    pub(crate) async fn transaction_without_references<T, F>(&self, body: F) -> Result<T>
    where
        F: AsyncFnOnce(&Tx) -> Result<T>,
    {
        match &*self.0 {
            #[cfg(feature = "sqlite")]
            Backend::Sqlite(pool) => {
                let lease = pool.begin(References::Ignored).await?;
                Tx::outermost(Link::Sqlite(Arc::new(lease))).run(body).await
            }
            _ => self.transaction(body).await,
        }
    }

    /// Which dialect of SQL the database speaks.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        match &*self.0 {
            #[cfg(feature = "sqlite")]
            Backend::Sqlite(_) => Dialect::Sqlite,
            #[cfg(feature = "postgres")]
            Backend::Postgres(_) => Dialect::Postgres,
            #[cfg(feature = "mysql")]
            Backend::Mysql(_) => Dialect::Mysql,
            Backend::Within(tx) => tx.dialect(),
        }
    }

    /// How busy the connections are.
    #[must_use]
    pub fn pool_status(&self) -> PoolStatus {
        match &*self.0 {
            #[cfg(feature = "sqlite")]
            Backend::Sqlite(pool) => pool.status(),
            #[cfg(feature = "postgres")]
            Backend::Postgres(server) => server.pool.status(),
            #[cfg(feature = "mysql")]
            Backend::Mysql(pool) => pool.status(),
            Backend::Within(_) => PoolStatus::default(),
        }
    }

    /// Asks the database for a sign of life.
    ///
    /// # Errors
    /// - `unavailable` if none came within the database's patience
    pub async fn ping(&self) -> Result<()> {
        match &*self.0 {
            #[cfg(feature = "sqlite")]
            Backend::Sqlite(pool) => pool.ping().await,
            #[cfg(feature = "postgres")]
            Backend::Postgres(server) => server.pool.ping().await,
            #[cfg(feature = "mysql")]
            Backend::Mysql(pool) => pool.ping().await,
            Backend::Within(tx) => batch("SELECT 1", tx).await,
        }
    }

    /// Ends the database's threads and closes its connections.
    ///
    /// Statements that run are finished; those that wait, and every later one, get an error; an
    /// open transaction is rolled back.
    pub async fn close(&self) {
        match &*self.0 {
            #[cfg(feature = "sqlite")]
            Backend::Sqlite(pool) => pool.close().await,
            #[cfg(feature = "postgres")]
            Backend::Postgres(server) => server.pool.close(),
            #[cfg(feature = "mysql")]
            Backend::Mysql(pool) => pool.close(),
            // It ends with the transaction.
            Backend::Within(_) => {}
        }
    }

    fn session(&self) -> Session<'_> {
        match &*self.0 {
            #[cfg(feature = "sqlite")]
            Backend::Sqlite(pool) => Session::Sqlite(sqlite::Session::Pool(pool)),
            #[cfg(feature = "postgres")]
            Backend::Postgres(server) => {
                Session::Postgres(remote::postgres::Session::Outside(server))
            }
            #[cfg(feature = "mysql")]
            Backend::Mysql(pool) => Session::Mysql(remote::Session::Pool(pool)),
            Backend::Within(tx) => tx.session(),
        }
    }
}

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Db").field(&self.dialect()).finish()
    }
}
