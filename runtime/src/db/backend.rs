//! What a query must be to run on every backend that this build has.
//!
//! One trait for each backend and kind of run, and one above them that a query has when all of
//! those hold. A backend that is left out asks for nothing, so that adding one changes no caller.

use diesel::query_builder::{AsQuery, QueryId};

/// A query whose rows load as `U` on every backend of this build.
///
/// Any diesel query has it whose SQL type fits `U`; it is never implemented by hand.
pub trait Load<U>: SqliteLoad<U> + AsQuery<Query: QueryId + Send + 'static> {}

impl<Q, U> Load<U> for Q where Q: SqliteLoad<U> + AsQuery<Query: QueryId + Send + 'static> {}

/// A statement that runs on every backend of this build and gives the number of its rows.
pub trait Execute: SqliteExecute + Send + 'static {}

impl<Q> Execute for Q where Q: SqliteExecute + Send + 'static {}

/// A query that can stand inside another one on every backend of this build.
pub trait Fragment: SqliteFragment + QueryId + Send + 'static {}

impl<Q> Fragment for Q where Q: SqliteFragment + QueryId + Send + 'static {}

#[cfg(feature = "sqlite")]
mod sqlite {
    use diesel::query_builder::{AsQuery, QueryFragment};
    use diesel::query_dsl::methods::{ExecuteDsl, LoadQuery};
    use diesel::sqlite::{Sqlite, SqliteConnection};

    pub trait SqliteLoad<U>:
        AsQuery<Query: LoadQuery<'static, SqliteConnection, U> + QueryFragment<Sqlite>>
    {
    }

    impl<Q, U> SqliteLoad<U> for Q where
        Q: AsQuery<Query: LoadQuery<'static, SqliteConnection, U> + QueryFragment<Sqlite>>
    {
    }

    pub trait SqliteExecute: ExecuteDsl<SqliteConnection> {}

    impl<Q: ExecuteDsl<SqliteConnection>> SqliteExecute for Q {}

    pub trait SqliteFragment: QueryFragment<Sqlite> {}

    impl<Q: QueryFragment<Sqlite>> SqliteFragment for Q {}
}

#[cfg(not(feature = "sqlite"))]
mod sqlite {
    pub trait SqliteLoad<U> {}

    impl<Q, U> SqliteLoad<U> for Q {}

    pub trait SqliteExecute {}

    impl<Q> SqliteExecute for Q {}

    pub trait SqliteFragment {}

    impl<Q> SqliteFragment for Q {}
}

use sqlite::{SqliteExecute, SqliteFragment, SqliteLoad};
