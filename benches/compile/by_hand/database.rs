//! Connections, and what serde is told of columns.

use chrono::{DateTime, NaiveDateTime, Utc};
use deadpool::managed::{self, Manager};
use diesel_async::AsyncConnection;
use diesel_async::pooled_connection::AsyncDieselConnectionManager;
use diesel_async::pooled_connection::deadpool::{Object, Pool};
use diesel_async::sync_connection_wrapper::SyncConnectionWrapper;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::problem::{Problem, Result};

type Sqlite = SyncConnectionWrapper<diesel::SqliteConnection>;

/// The pool of the database that the URL names.
#[derive(Clone)]
pub enum Database {
    Sqlite(Pool<Sqlite>),
    // servers: Postgres(Pool<diesel_async::AsyncPgConnection>),
    // servers: Mysql(Pool<diesel_async::AsyncMysqlConnection>),
}

/// A connection of it.
pub enum Connection {
    Sqlite(Object<Sqlite>),
    // servers: Postgres(Object<diesel_async::AsyncPgConnection>),
    // servers: Mysql(Object<diesel_async::AsyncMysqlConnection>),
}

fn pool<C>(url: &str) -> Pool<C>
where
    C: AsyncConnection + 'static,
    AsyncDieselConnectionManager<C>: Manager,
    Object<C>: From<managed::Object<AsyncDieselConnectionManager<C>>>,
{
    let manager = AsyncDieselConnectionManager::<C>::new(url);
    Pool::builder(manager).build().expect("a pool with defaults")
}

impl Database {
    pub fn open(url: &str) -> Self {
        match url.split(':').next() {
            // servers: Some("postgres") => Self::Postgres(pool(url)),
            // servers: Some("mysql") => Self::Mysql(pool(url)),
            _ => Self::Sqlite(pool(url)),
        }
    }

    pub async fn get(&self) -> Result<Connection> {
        match self {
            Self::Sqlite(pool) => pool.get().await.map(Connection::Sqlite),
            // servers: Self::Postgres(pool) => pool.get().await.map(Connection::Postgres),
            // servers: Self::Mysql(pool) => pool.get().await.map(Connection::Mysql),
        }
        .map_err(Problem::internal)
    }
}

/// Runs a query on the connection, whichever it is.
#[macro_export]
macro_rules! on {
    ($connection:expr, $inner:ident => $query:expr) => {
        match &mut $connection {
            $crate::database::Connection::Sqlite($inner) => $query.await,
            // servers: $crate::database::Connection::Postgres($inner) => $query.await,
            // servers: $crate::database::Connection::Mysql($inner) => $query.await,
        }
    };
}

/// Reads a member that is there: `null` clears the column.
pub fn present<'de, D, T>(deserializer: D) -> std::result::Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}

/// A time on the wire.
pub fn utc<S: Serializer>(time: &NaiveDateTime, out: S) -> std::result::Result<S::Ok, S::Error> {
    DateTime::<Utc>::from_naive_utc_and_offset(*time, Utc).serialize(out)
}
