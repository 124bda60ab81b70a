//! The database: one handle for every backend, any diesel query run on it, transactions.
//!
//! Nothing here knows models or HTTP, and no diesel connection is ever handed out.

use std::sync::Arc;
use std::time::Duration;

use crate::error::{Error, Result};

mod backend;
mod executor;
mod failure;
mod page;
mod query;
mod sqlite;
mod transaction;
mod url;

pub use backend::{Execute, Fragment, Load};
pub use executor::Executor;
pub(crate) use failure::FOREIGN_KEY;
pub use page::{Page, Paging};
pub use query::RunQuery;
pub use transaction::Tx;

use executor::Session;
use url::Url;

/// What generated code calls.
pub(crate) mod expansion {
    pub(crate) use super::query::execute;
    pub use super::query::load;
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
/// use std::time::Duration;
///
/// let db = Db::connect("sqlite::memory:", 2, Duration::from_secs(5)).await?;
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
}

enum Backend {
    #[cfg(feature = "sqlite")]
    Sqlite(sqlite::Pool),
}

impl Db {
    /// Opens the database behind a URL: `sqlite:blog.db`, `sqlite:///var/lib/blog.db`, or
    /// `sqlite::memory:` for one that lives as long as the handle.
    ///
    /// On SQLite, `readers` threads read while one thread writes (a database in memory has the one
    /// thread only). `patience` is how long a statement waits for a lock or for its turn.
    ///
    /// # Errors
    /// - `internal` if the URL cannot be understood or the database cannot be opened; the source
    ///   says why and which
    pub async fn connect(url: &str, readers: usize, patience: Duration) -> Result<Self> {
        let backend = match Url::parse(url).map_err(Error::internal)? {
            #[cfg(feature = "sqlite")]
            Url::Sqlite(place) => {
                Backend::Sqlite(sqlite::Pool::open(place, readers, patience).await?)
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
    /// # let db = Db::connect("sqlite::memory:", 1, std::time::Duration::from_secs(5)).await?;
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
        let tx = match &*self.0 {
            #[cfg(feature = "sqlite")]
            Backend::Sqlite(pool) => Tx::outermost(pool.begin().await?),
        };
        tx.run(body).await
    }

    /// Which dialect of SQL the database speaks.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        match &*self.0 {
            #[cfg(feature = "sqlite")]
            Backend::Sqlite(_) => Dialect::Sqlite,
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
        }
    }

    fn session(&self) -> Session<'_> {
        match &*self.0 {
            #[cfg(feature = "sqlite")]
            Backend::Sqlite(pool) => Session::Sqlite(sqlite::Session::Pool(pool)),
        }
    }
}

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Db").field(&self.dialect()).finish()
    }
}
