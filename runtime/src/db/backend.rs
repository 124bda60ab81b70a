//! What a query must be to run on every backend that this build has.
//!
//! One trait for each backend and kind of run, and one above them that a query has when all of
//! those hold. A backend that is left out asks for nothing, so that adding one changes no caller.

use diesel::query_builder::{AsQuery, QueryId};

/// A query whose rows load as `U` on every backend of this build.
///
/// Any diesel query has it whose SQL type fits `U`; it is never implemented by hand.
pub trait Load<U>:
    SqliteLoad<U> + PostgresLoad<U> + MysqlLoad<U> + AsQuery<Query: QueryId + Send + 'static>
{
}

impl<Q, U> Load<U> for Q where
    Q: SqliteLoad<U> + PostgresLoad<U> + MysqlLoad<U> + AsQuery<Query: QueryId + Send + 'static>
{
}

/// A query whose rows load as `U` on the servers of this build. SQLite may be asked in another way.
pub trait ServerLoad<U>: PostgresLoad<U> + MysqlLoad<U> {}

impl<Q, U> ServerLoad<U> for Q where Q: PostgresLoad<U> + MysqlLoad<U> {}

/// A statement that runs on every backend of this build and gives the number of its rows.
pub trait Execute: SqliteExecute + PostgresExecute + MysqlExecute + Send + 'static {}

impl<Q> Execute for Q where Q: SqliteExecute + PostgresExecute + MysqlExecute + Send + 'static {}

/// A statement that writes rows and can give them as `U`: by itself where the backend has
/// `RETURNING`, by being read again where it has not.
pub trait Returning<U>:
    SqliteLoad<U>
    + PostgresLoad<U>
    + MysqlExecute
    + AsQuery<Query: QueryId + Send + 'static>
    + Send
    + 'static
{
}

impl<S, U> Returning<U> for S where
    S: SqliteLoad<U>
        + PostgresLoad<U>
        + MysqlExecute
        + AsQuery<Query: QueryId + Send + 'static>
        + Send
        + 'static
{
}

/// A query that can stand inside another one on every backend of this build.
pub trait Fragment:
    SqliteFragment + PostgresFragment + MysqlFragment + QueryId + Send + 'static
{
}

impl<Q> Fragment for Q where
    Q: SqliteFragment + PostgresFragment + MysqlFragment + QueryId + Send + 'static
{
}

#[cfg(feature = "sqlite")]
mod sqlite {
    use diesel::query_builder::{AsQuery, QueryFragment, QueryId};
    use diesel::query_dsl::methods::ExecuteDsl;
    use diesel::sqlite::{Sqlite, SqliteConnection};

    use super::super::sqlite::Repeat;

    /// A query whose rows load as `U` on SQLite.
    pub trait SqliteLoad<U>:
        AsQuery<Query: Repeat<U> + QueryFragment<Sqlite> + QueryId + Send + 'static>
    {
    }

    impl<Q, U> SqliteLoad<U> for Q where
        Q: AsQuery<Query: Repeat<U> + QueryFragment<Sqlite> + QueryId + Send + 'static>
    {
    }

    pub trait SqliteExecute: ExecuteDsl<SqliteConnection> {}

    impl<Q: ExecuteDsl<SqliteConnection>> SqliteExecute for Q {}

    pub trait SqliteFragment: QueryFragment<Sqlite> {}

    impl<Q: QueryFragment<Sqlite>> SqliteFragment for Q {}
}

#[cfg(not(feature = "sqlite"))]
mod sqlite {
    /// Nothing: this build has no SQLite.
    pub trait SqliteLoad<U> {}

    impl<Q, U> SqliteLoad<U> for Q {}

    pub trait SqliteExecute {}

    impl<Q> SqliteExecute for Q {}

    pub trait SqliteFragment {}

    impl<Q> SqliteFragment for Q {}
}

/// What a server asks for: one module for each.
macro_rules! server {
    ($feature:literal, $module:ident, $backend:path, $connection:path, $load:ident, $execute:ident, $fragment:ident) => {
        #[cfg(feature = $feature)]
        mod $module {
            use diesel::query_builder::{AsQuery, QueryFragment, QueryId};
            use $backend as Backend;
            use $connection as Connection;

            use super::super::remote::RemoteLoad;

            pub trait $load<U>:
                AsQuery<Query: RemoteLoad<Connection, U> + QueryFragment<Backend> + QueryId>
            {
            }

            impl<Q, U> $load<U> for Q where
                Q: AsQuery<Query: RemoteLoad<Connection, U> + QueryFragment<Backend> + QueryId>
            {
            }

            pub trait $execute: QueryFragment<Backend> + QueryId {}

            impl<Q: QueryFragment<Backend> + QueryId> $execute for Q {}

            pub trait $fragment: QueryFragment<Backend> {}

            impl<Q: QueryFragment<Backend>> $fragment for Q {}
        }

        #[cfg(not(feature = $feature))]
        mod $module {
            pub trait $load<U> {}

            impl<Q, U> $load<U> for Q {}

            pub trait $execute {}

            impl<Q> $execute for Q {}

            pub trait $fragment {}

            impl<Q> $fragment for Q {}
        }
    };
}

server!(
    "postgres",
    postgres,
    diesel::pg::Pg,
    diesel_async::AsyncPgConnection,
    PostgresLoad,
    PostgresExecute,
    PostgresFragment
);
server!(
    "mysql",
    mysql,
    diesel::mysql::Mysql,
    diesel_async::AsyncMysqlConnection,
    MysqlLoad,
    MysqlExecute,
    MysqlFragment
);

use mysql::{MysqlExecute, MysqlFragment, MysqlLoad};
use postgres::{PostgresExecute, PostgresFragment, PostgresLoad};
pub use sqlite::SqliteLoad;
use sqlite::{SqliteExecute, SqliteFragment};
