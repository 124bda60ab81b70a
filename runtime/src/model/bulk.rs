//! Many rows in one statement, and rows that may be there already.
//!
//! diesel's own statements for this differ by backend; these do not, but for what MySQL has not.

use std::any::TypeId;
use std::collections::HashSet;
use std::marker::PhantomData;
use std::ops::Range;

use diesel::backend::Backend;
use diesel::expression::{AppearsOnTable, Expression, TypedExpressionType};
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::query_source::Column;
use diesel::result::QueryResult;
use diesel::sql_types::SqlType;

use super::column::ColumnType;
use super::crud::{failed_delete, failed_write};
use super::key::RowKey;
use super::relation::MOST_KEYS;
use super::spec::{Model, Writer};
use crate::db::expansion::{execute, write};
use crate::db::{Execute, Executor, Load, Returning};
use crate::error::{Error, Result};

/// `INSERT INTO … VALUES (…), (…) [ON CONFLICT …] [RETURNING …]`
pub struct Insert<M, V> {
    rows: Vec<V>,
    /// Whether the rows have a key before the other values.
    has_key: bool,
    columns: &'static [&'static str],
    conflict: Option<&'static str>,
    model: PhantomData<fn() -> M>,
}

impl<M, V> Insert<M, V> {
    /// Rows of these columns.
    #[must_use]
    pub fn new(has_key: bool, columns: &'static [&'static str], rows: Vec<V>) -> Self {
        Self { rows, has_key, columns, conflict: None, model: PhantomData }
    }

    /// Where a row has the value of this column already, it is changed.
    #[must_use]
    pub fn or_update(self, column: &'static str) -> Self {
        Self { conflict: Some(column), ..self }
    }
}

/// Writes the rows, as many in one statement as it takes. Where an insert does not give them, the query
/// that `reread` makes finds those that one statement has written.
///
/// # Errors
/// Those of an insert.
pub async fn insert_many<M, V, R>(
    x: impl Executor,
    mut insert: Insert<M, V>,
    reread: impl Fn(Range<usize>) -> R + Send + Sync,
) -> Result<Vec<M>>
where
    M: Model,
    V: Send + 'static,
    Insert<M, V>: Returning<M>,
    R: Load<M>,
{
    let most = MOST_KEYS / (insert.columns.len() + 1);
    let mut written = Vec::with_capacity(insert.rows.len());
    let mut begin = 0;
    while !insert.rows.is_empty() {
        let rest = insert.rows.split_off(most.min(insert.rows.len()));
        let rows = std::mem::replace(&mut insert.rows, rest);
        let end = begin + rows.len();
        let rows = write(Insert { rows, ..insert }, || reread(begin..end), x);
        written.extend(rows.await.map_err(|error| failed_write(M::SPEC, error))?);
        begin = end;
    }
    Ok(written)
}

/// The row of a statement that wrote one.
///
/// # Errors
/// `internal` if it gave none.
pub fn written<M>(mut rows: Vec<M>) -> Result<M> {
    rows.pop().ok_or_else(|| Error::internal("an insert gave no row"))
}

/// Changes the rows with these keys by the statement that `change` makes of some of them, and gives
/// the number of rows that there were.
///
/// # Errors
/// Those of an update.
pub async fn update_many<M, S>(
    x: impl Executor,
    keys: impl IntoIterator<Item = M::Key, IntoIter: Send> + Send,
    change: impl Fn(Vec<M::Key>) -> S + Send + Sync,
) -> Result<u64>
where
    M: Model,
    S: Execute,
{
    each_part(x, keys, change, |error| failed_write(M::SPEC, error)).await
}

/// The value of a column and one more: the next version of each row.
#[derive(Debug, Clone, Copy)]
pub struct Next<C>(C);

/// The value of a column and one more.
pub fn next<C: Column>(column: C) -> Next<C> {
    Next(column)
}

impl<C: Column> Expression for Next<C>
where
    C::SqlType: SqlType + TypedExpressionType,
{
    type SqlType = C::SqlType;
}

impl<C: QueryFragment<DB>, DB: Backend> QueryFragment<DB> for Next<C> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.0.walk_ast(out.reborrow())?;
        out.push_sql(" + 1");
        Ok(())
    }
}

impl<C: QueryId> QueryId for Next<C> {
    type QueryId = Next<C::QueryId>;
    const HAS_STATIC_QUERY_ID: bool = C::HAS_STATIC_QUERY_ID;
}

impl<C: AppearsOnTable<QS>, QS> AppearsOnTable<QS> for Next<C> where Self: Expression {}

/// Deletes the rows with these keys by the statement that `delete` makes of some of them, and gives
/// the number of rows that there were.
///
/// # Errors
/// Those of a delete.
pub async fn delete_many<M, S>(
    x: impl Executor,
    keys: impl IntoIterator<Item = M::Key, IntoIter: Send> + Send,
    delete: impl Fn(Vec<M::Key>) -> S + Send + Sync,
) -> Result<u64>
where
    M: Model,
    S: Execute,
{
    each_part(x, keys, delete, |error| failed_delete(M::SPEC, error)).await
}

async fn each_part<K: RowKey, S: Execute>(
    x: impl Executor,
    keys: impl IntoIterator<Item = K, IntoIter: Send> + Send,
    statement: impl Fn(Vec<K>) -> S + Send + Sync,
    explain: impl Fn(Error) -> Error + Send + Sync,
) -> Result<u64> {
    // A key that stands twice in the list is one row.
    let keys: HashSet<K> = keys.into_iter().collect();
    let keys: Vec<K> = keys.into_iter().collect();
    let mut rows = 0;
    for some in keys.chunks(MOST_KEYS) {
        rows += execute(statement(some.to_vec()), x).await.map_err(&explain)? as u64;
    }
    Ok(rows)
}

/// The default of a column, from its text in the declaration.
///
/// # Errors
/// `internal` if it is no value of the column's type.
pub fn default_value<T: ColumnType>(text: &str) -> Result<T> {
    T::parse(text).ok_or_else(|| Error::internal(format!("the default `{text}` is no value")))
}

impl<M: Model, V> Query for Insert<M, V> {
    type SqlType = <<M::Table as diesel::Table>::AllColumns as Expression>::SqlType;
}

impl<M, V, C> diesel::RunQueryDsl<C> for Insert<M, V> {}

impl<M, V> QueryId for Insert<M, V> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<M: Model, V: QueryFragment<DB>, DB: Backend + 'static> QueryFragment<DB> for Insert<M, V> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.unsafe_to_cache_prepared();
        let key = M::SPEC.keys().map(|key| key.name).filter(|_| self.has_key);
        out.push_sql("INSERT INTO ");
        out.push_identifier(M::SPEC.table)?;
        out.push_sql(" (");
        push_names(key.chain(self.columns.iter().copied()), &mut out)?;
        out.push_sql(") VALUES ");
        for (at, row) in self.rows.iter().enumerate() {
            out.push_sql(if at == 0 { "(" } else { ", (" });
            row.walk_ast(out.reborrow())?;
            out.push_sql(")");
        }
        if let Some(column) = self.conflict {
            self.push_conflict(column, &mut out)?;
        }
        if is_mysql(TypeId::of::<DB>()) {
            return Ok(());
        }
        out.push_sql(" RETURNING ");
        push_names(M::SPEC.columns.iter().map(|column| column.name), &mut out)
    }
}

impl<M: Model, V> Insert<M, V> {
    fn push_conflict<DB: Backend + 'static>(
        &self,
        column: &str,
        out: &mut AstPass<'_, '_, DB>,
    ) -> QueryResult<()> {
        // It updates a row that is equal in any unique column, not in a named one.
        let any_key = is_mysql(TypeId::of::<DB>());
        if any_key {
            out.push_sql(" ON DUPLICATE KEY UPDATE ");
        } else {
            out.push_sql(" ON CONFLICT (");
            out.push_identifier(column)?;
            out.push_sql(")");
            if let Some(deleted) = M::SPEC.soft_delete {
                out.push_sql(" WHERE ");
                out.push_identifier(deleted)?;
                out.push_sql(" IS NULL");
            }
            out.push_sql(" DO UPDATE SET ");
        }
        for (at, name) in self.columns.iter().enumerate() {
            let writer = M::SPEC.column(name).map(|column| column.writer);
            out.push_sql(if at == 0 { "" } else { ", " });
            out.push_identifier(name)?;
            out.push_sql(" = ");
            // What was written at the beginning stays; the version counts on.
            if matches!(writer, Some(Writer::CreatedAt | Writer::Version)) {
                super::filter::push_column(out, M::SPEC.table, name)?;
                out.push_sql(if writer == Some(Writer::Version) { " + 1" } else { "" });
            } else if any_key {
                // A row that is equal in another unique column is not the one that was meant. No
                // unique column that is named here can be null, so this refuses it.
                let guarded = *name == column;
                out.push_sql(if guarded { "IF(" } else { "VALUES(" });
                out.push_identifier(name)?;
                if guarded {
                    out.push_sql(" = VALUES(");
                    out.push_identifier(name)?;
                    out.push_sql("), VALUES(");
                    out.push_identifier(name)?;
                    out.push_sql("), NULL");
                }
                out.push_sql(")");
            } else {
                out.push_sql("excluded.");
                out.push_identifier(name)?;
            }
        }
        Ok(())
    }
}

fn is_mysql(backend: TypeId) -> bool {
    #[cfg(feature = "mysql")]
    if backend == TypeId::of::<diesel::mysql::Mysql>() {
        return true;
    }
    let _ = backend;
    false
}

fn push_names<DB: Backend>(
    names: impl Iterator<Item = &'static str>,
    out: &mut AstPass<'_, '_, DB>,
) -> QueryResult<()> {
    for (at, name) in names.enumerate() {
        out.push_sql(if at == 0 { "" } else { ", " });
        out.push_identifier(name)?;
    }
    Ok(())
}
