//! The statements that every model has, written from what is declared of it.
//!
//! Their types know neither the model nor its values: the compiler proves them here, and nowhere
//! again for a model. Queries that a user writes are diesel's own.

mod delete;
mod insert;
mod rows;
mod select;
mod update;

use std::marker::PhantomData;

use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::sql_types::Untyped;

use super::row::ReadRow;
use super::spec::Model;
use super::value::Database;
use crate::db::expansion::{load, write};
use crate::db::{Executor, Load, Returning};
use crate::error::Result;

pub(super) use delete::Delete;
pub use insert::NewRow;
pub(super) use insert::{Conflict, Insert};
pub(super) use rows::Rows;
pub use rows::{Key, Keys};
pub(super) use select::Select;
pub use update::Changes;
pub(super) use update::Update;

/// A statement whose text is always the same one: that of `T`. It is written and prepared once.
pub(in crate::model) struct Fixed<S, T> {
    statement: S,
    of: PhantomData<fn() -> T>,
}

impl<S, T> Fixed<S, T> {
    pub(in crate::model) fn new(statement: S) -> Self {
        Self { statement, of: PhantomData }
    }
}

impl<S: QueryFragment<DB>, T, DB: Database> QueryFragment<DB> for Fixed<S, T> {
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.statement.walk_ast(out)
    }
}

impl<S: 'static, T: 'static> QueryId for Fixed<S, T> {
    type QueryId = Self;
    const HAS_STATIC_QUERY_ID: bool = true;
}

impl<S, T> Query for Fixed<S, T> {
    type SqlType = Untyped;
}

impl<S, T, C> diesel::RunQueryDsl<C> for Fixed<S, T> {}

/// What diesel asks of a statement whose text depends on its values.
macro_rules! statements {
    ($($statement:ty)*) => {$(
        impl QueryId for $statement {
            type QueryId = ();
            const HAS_STATIC_QUERY_ID: bool = false;
        }

        impl Query for $statement {
            type SqlType = Untyped;
        }

        impl<C> diesel::RunQueryDsl<C> for $statement {}
    )*};
}

statements!(Select Insert Update Delete);

/// A row that was read as a model, column by column in the order of its fields.
pub(in crate::model) struct Loaded<M>(M);

/// The rows of a query.
pub(in crate::model) fn rows<M, Q>(
    query: Q,
    x: impl Executor,
) -> impl Future<Output = Result<Vec<M>>> + Send
where
    M: Model,
    Q: Load<Loaded<M>>,
{
    let rows = load::<Q, Loaded<M>>(query, x);
    async move { Ok(unwrapped(rows.await?)) }
}

/// The rows that a statement wrote, which `reread` finds where it does not give them.
pub(in crate::model) fn written<M, S, R>(
    statement: S,
    reread: R,
    x: impl Executor,
) -> impl Future<Output = Result<Vec<M>>> + Send
where
    M: Model,
    S: Returning<Loaded<M>>,
    R: Load<Loaded<M>> + Send,
{
    let rows = write(statement, || reread, x);
    async move { Ok(unwrapped(rows.await?)) }
}

fn unwrapped<M>(rows: Vec<Loaded<M>>) -> Vec<M> {
    rows.into_iter().map(|Loaded(row)| row).collect()
}

/// How a row of a backend is read.
macro_rules! loaded {
    ($feature:literal, $backend:ty) => {
        #[cfg(feature = $feature)]
        impl<M: Model> diesel::deserialize::QueryableByName<$backend> for Loaded<M> {
            fn build<'r>(
                row: &impl diesel::row::NamedRow<'r, $backend>,
            ) -> diesel::deserialize::Result<Self> {
                <M as ReadRow<$backend>>::read_row(row).map(Self)
            }
        }
    };
}

loaded!("sqlite", diesel::sqlite::Sqlite);
loaded!("postgres", diesel::pg::Pg);
loaded!("mysql", diesel::mysql::Mysql);

/// The names of columns: `"id", "title"`.
fn push_names<'n, DB: Database>(
    names: impl Iterator<Item = &'n str>,
    out: &mut AstPass<'_, '_, DB>,
) -> QueryResult<()> {
    for (at, name) in names.enumerate() {
        out.push_sql(if at == 0 { "" } else { ", " });
        out.push_identifier(name)?;
    }
    Ok(())
}
