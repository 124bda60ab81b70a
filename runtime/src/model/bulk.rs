//! Many rows at once, and rows that may be there already.
//!
//! As many in one statement as it takes.

use std::collections::HashSet;
use std::sync::Arc;

use super::column::ColumnType;
use super::crud::{Moment, failed_delete, failed_write, now, the_written};
use super::relation::MOST_KEYS;
use super::spec::{Model, ModelSpec};
use super::statement::{Changes, Conflict, Delete, Insert, NewRow, Rows, Select, Update, written};
use crate::db::expansion::change;
use crate::db::{Execute, Executor, Fragment};
use crate::error::{Error, Result};

/// Creates the rows that `row` makes of what is given.
///
/// # Errors
/// Those of an insert.
pub fn create_many<M: Model, N>(
    x: impl Executor,
    new: impl IntoIterator<Item = N>,
    row: fn(N, Moment) -> Result<NewRow>,
) -> impl Future<Output = Result<Vec<M>>> + Send {
    let rows = new_rows(new, row);
    async move { insert(x, rows?, None).await }
}

/// Creates rows, or changes those that have the same value of a unique column.
///
/// # Errors
/// Those of an insert.
pub fn upsert_many<M: Model, N>(
    x: impl Executor,
    new: impl IntoIterator<Item = N>,
    row: fn(N, Moment) -> Result<NewRow>,
    unique: &'static str,
) -> impl Future<Output = Result<Vec<M>>> + Send {
    let rows = new_rows(new, row);
    async move { insert(x, rows?, Some(Conflict::Column(unique))).await }
}

/// [`upsert_many`] where it is the key that rows have already.
///
/// # Errors
/// Those of an insert.
pub fn put_many<M: Model, N>(
    x: impl Executor,
    new: impl IntoIterator<Item = N>,
    row: fn(N, Moment) -> Result<NewRow>,
) -> impl Future<Output = Result<Vec<M>>> + Send {
    let rows = new_rows(new, row);
    async move { insert(x, rows?, Some(Conflict::Key)).await }
}

/// [`put_many`] of one row.
///
/// # Errors
/// Those of an insert.
pub fn put<M: Model, N>(
    x: impl Executor,
    new: N,
    row: fn(N, Moment) -> Result<NewRow>,
) -> impl Future<Output = Result<M>> + Send {
    let rows = put_many(x, [new], row);
    async move { the_written(rows.await?) }
}

/// [`upsert_many`] of one row.
///
/// # Errors
/// Those of an insert.
pub fn upsert<M: Model, N>(
    x: impl Executor,
    new: N,
    row: fn(N, Moment) -> Result<NewRow>,
    unique: &'static str,
) -> impl Future<Output = Result<M>> + Send {
    let rows = upsert_many(x, [new], row, unique);
    async move { the_written(rows.await?) }
}

fn new_rows<N>(
    new: impl IntoIterator<Item = N>,
    row: fn(N, Moment) -> Result<NewRow>,
) -> Result<Arc<[NewRow]>> {
    let now = now();
    new.into_iter().map(|new| row(new, now)).collect()
}

async fn insert<M: Model>(
    x: impl Executor,
    rows: Arc<[NewRow]>,
    conflict: Option<Conflict>,
) -> Result<Vec<M>> {
    let unique = match conflict {
        Some(Conflict::Column(name)) => Some(name),
        Some(Conflict::Key) | None => None,
    };
    let most = MOST_KEYS / M::SPEC.columns.len();
    let mut all = Vec::with_capacity(rows.len());
    for begin in (0..rows.len()).step_by(most) {
        let range = begin..rows.len().min(begin + most);
        let insert = Insert::new(M::SPEC, Arc::clone(&rows), range.clone(), conflict);
        let reread = Rows::inserted(M::SPEC, Arc::clone(&rows), range, unique);
        // Of rows that were there already, deleted ones are not meant.
        let reread = if unique.is_some() { reread } else { reread.with_deleted() };
        let some = written(insert, Select::new(reread), x).await;
        all.extend(some.map_err(|error| failed_write(M::SPEC, error))?);
    }
    Ok(all)
}

/// Makes the same change to the rows with these keys, and gives the number of rows that there were.
///
/// # Errors
/// Those of an update.
pub async fn update_many<M: Model>(
    x: impl Executor,
    keys: impl IntoIterator<Item = M::Key, IntoIter: Send> + Send,
    mut changes: Changes,
) -> Result<u64> {
    if changes.is_empty() {
        return Ok(0);
    }
    changes.count(M::SPEC.version);
    let changes = Arc::new(changes);
    each_part::<M, _>(x, keys, |rows| Update::new(rows, Arc::clone(&changes)), failed_write).await
}

/// Marks the rows with these keys as deleted, and gives the number of rows that there were.
///
/// # Errors
/// Those of a delete.
pub async fn mark_many<M: Model>(
    x: impl Executor,
    keys: impl IntoIterator<Item = M::Key, IntoIter: Send> + Send,
    at: Changes,
) -> Result<u64> {
    let at = Arc::new(at);
    each_part::<M, _>(x, keys, |rows| Update::new(rows, Arc::clone(&at)), failed_delete).await
}

/// Deletes the rows with these keys, and gives the number of rows that there were.
///
/// # Errors
/// Those of a delete.
pub async fn delete_many<M: Model>(
    x: impl Executor,
    keys: impl IntoIterator<Item = M::Key, IntoIter: Send> + Send,
) -> Result<u64> {
    each_part::<M, _>(x, keys, Delete, failed_delete).await
}

async fn each_part<M: Model, S: Execute + Fragment>(
    x: impl Executor,
    keys: impl IntoIterator<Item = M::Key, IntoIter: Send> + Send,
    statement: impl Fn(Rows) -> S + Send + Sync,
    failed: fn(&ModelSpec, Error) -> Error,
) -> Result<u64> {
    // A key that stands twice in the list is one row.
    let keys: HashSet<M::Key> = keys.into_iter().collect();
    let keys: Vec<M::Key> = keys.into_iter().collect();
    let mut count = 0;
    for some in keys.chunks(MOST_KEYS / M::SPEC.keys().count()) {
        let rows = Rows::keys(M::SPEC, M::keys(some.to_vec()));
        let changed = change(statement(rows), x).await;
        count += changed.map_err(|error| failed(M::SPEC, error))? as u64;
    }
    Ok(count)
}

/// The default of a column, from its text in the declaration.
///
/// # Errors
/// `internal` if it is no value of the column's type.
pub fn default_value<T: ColumnType>(text: &str) -> Result<T> {
    T::parse(text).ok_or_else(|| Error::internal(format!("the default `{text}` is no value")))
}
