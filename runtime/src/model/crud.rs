//! Rows come, change and go.
//!
//! Generated code gives the values; what is done with them, and what failures mean to a client, is said
//! here once for all models.

use std::sync::Arc;

use actix_web::http::StatusCode;
use chrono::{DateTime, SubsecRound, Utc};
use diesel::query_source::Column;
use diesel::result::{DatabaseErrorKind, Error as DieselError};
use serde::{Deserialize, Deserializer};

use super::spec::{Model, ModelSpec};
use super::statement::{
    Changes, Delete, Fixed, Insert, NewRow, Rows, Select, Update, rows, written,
};
use super::value::Value;
use crate::db::expansion::change;
use crate::db::{Execute, Executor, FOREIGN_KEY, Fragment, RunQuery};
use crate::error::{Error, Result, Violation};

/// The row with this key.
///
/// # Errors
/// `not_found` if there is none, and those of a query.
pub async fn find<M: Model>(x: impl Executor, key: M::Key) -> Result<M> {
    find_optional(x, key).await?.ok_or_else(|| gone(M::SPEC))
}

/// The row with this key, if there is one.
///
/// It is asked for without a `LIMIT`: SQLite looks at the value of a bound one when it plans a
/// statement, and so prepares the statement anew each time that it is used, which takes three times as
/// long as the query itself.
///
/// # Errors
/// Those of a query.
pub fn find_optional<M: Model>(
    x: impl Executor,
    key: M::Key,
) -> impl Future<Output = Result<Option<M>>> + Send {
    let rows = rows(row::<M>(key), x);
    async move { Ok(rows.await?.pop()) }
}

/// The row with this value in the unique column `C`.
///
/// # Errors
/// `not_found` if there is none, and those of a query.
pub async fn find_by<M: Model, C: Column<Table = M::Table> + 'static>(
    x: impl Executor,
    value: Box<dyn Value>,
) -> Result<M> {
    find_optional_by::<M, C>(x, value).await?.ok_or_else(|| gone(M::SPEC))
}

/// The row with this value in the unique column `C`, if there is one.
///
/// # Errors
/// Those of a query.
pub fn find_optional_by<M: Model, C: Column<Table = M::Table> + 'static>(
    x: impl Executor,
    value: Box<dyn Value>,
) -> impl Future<Output = Result<Option<M>>> + Send {
    let row = Select::new(Rows::with(M::SPEC, C::NAME, value));
    let rows = rows(Fixed::<_, C>::new(row), x);
    async move { Ok(rows.await?.pop()) }
}

/// Whether there is a row with this key.
///
/// # Errors
/// Those of a query.
pub fn exists<M: Model>(
    x: impl Executor,
    key: M::Key,
) -> impl Future<Output = Result<bool>> + Send {
    row::<M>(key).exists(x)
}

/// The number of all rows.
///
/// # Errors
/// Those of a query.
pub fn count<M: Model>(x: impl Executor) -> impl Future<Output = Result<u64>> + Send {
    Fixed::<_, fn(M)>::new(Select::new(Rows::all(M::SPEC))).total(x)
}

/// Creates the row that `row` makes of what is given.
///
/// # Errors
/// Those of a statement, told in the names of the model.
pub fn create<M: Model, N>(
    x: impl Executor,
    new: N,
    row: fn(N, Moment) -> Result<NewRow>,
) -> impl Future<Output = Result<M>> + Send {
    let row = row(new, now());
    async move {
        let rows: Arc<[NewRow]> = Arc::new([row?]);
        let insert = Insert::new(M::SPEC, Arc::clone(&rows), 0..1, None);
        let reread = Select::new(Rows::inserted(M::SPEC, rows, 0..1, None).with_deleted());
        let rows = written(Fixed::<_, M>::new(insert), reread, x).await;
        the_written(rows.map_err(|error| failed_write(M::SPEC, error))?)
    }
}

/// Changes a row and gives it as it is then; with nothing to change, as it is.
///
/// # Errors
/// - `not_found` if the row has gone
/// - `precondition_failed` if it has another version than `row`
/// - those of [`create`]
pub fn update<M: Model>(
    x: impl Executor,
    row: &M,
    mut changes: Changes,
) -> impl Future<Output = Result<M>> + Send {
    let (key, version) = (row.key(), row.version());
    async move {
        if changes.is_empty() {
            return find(x, key).await;
        }
        changes.count(M::SPEC.version);
        update_as_read(x, key, version, changes).await
    }
}

async fn update_as_read<M: Model>(
    x: impl Executor,
    key: M::Key,
    version: Option<i64>,
    changes: Changes,
) -> Result<M> {
    let rows = Rows::key(M::SPEC, M::key_values(key.clone())).of_version(version);
    let reread = Select::new(Rows::key(M::SPEC, M::key_values(key.clone())).with_deleted());
    let rows = written(Update::returning(rows, changes), reread, x).await;
    match rows.map_err(|error| failed_write(M::SPEC, error))?.pop() {
        Some(row) => Ok(row),
        None => Err(not_found::<M>(x, key).await?),
    }
}

/// Deletes a row.
///
/// # Errors
/// - `not_found` if it has gone already
/// - `precondition_failed` if it has another version than `row`
/// - `conflict` if other rows refer to it
pub fn delete<M: Model>(x: impl Executor, row: &M) -> impl Future<Output = Result<()>> + Send {
    let (key, version) = (row.key(), row.version());
    async move {
        let rows = Rows::key(M::SPEC, M::key_values(key.clone())).of_version(version);
        remove::<M, _>(x, key, Fixed::<_, M>::new(Delete(rows))).await
    }
}

/// Marks a row as deleted, by the value `at` of the column that says so.
///
/// # Errors
/// Those of [`delete`].
pub fn mark<M: Model>(
    x: impl Executor,
    row: &M,
    at: Changes,
) -> impl Future<Output = Result<()>> + Send {
    let (key, version) = (row.key(), row.version());
    async move {
        let rows = Rows::key(M::SPEC, M::key_values(key.clone())).of_version(version);
        remove::<M, _>(x, key, Update::new(rows, Arc::new(at))).await
    }
}

async fn remove<M: Model, S: Execute + Fragment>(
    x: impl Executor,
    key: M::Key,
    statement: S,
) -> Result<()> {
    match change(statement, x).await {
        Ok(0) => Err(not_found::<M>(x, key).await?),
        Ok(_) => Ok(()),
        Err(error) => Err(failed_delete(M::SPEC, error)),
    }
}

/// Takes the deletion of a row back.
///
/// # Errors
/// `not_found` if it is not deleted, and those of [`create`].
pub fn restore<M: Model>(x: impl Executor, row: &M) -> impl Future<Output = Result<M>> + Send {
    let key = row.key();
    async move {
        let rows = Rows::key(M::SPEC, M::key_values(key.clone())).only_deleted();
        let reread = Select::new(Rows::key(M::SPEC, M::key_values(key)));
        let changes = M::SPEC.soft_delete.map(Changes::null).unwrap_or_default();
        let rows = written(Update::returning(rows, changes), reread, x).await;
        rows.map_err(|error| failed_write(M::SPEC, error))?.pop().ok_or_else(|| gone(M::SPEC))
    }
}

/// The row with a key, unless it is deleted.
fn row<M: Model>(key: M::Key) -> Fixed<Select, M> {
    Fixed::new(Select::new(Rows::key(M::SPEC, M::key_values(key))))
}

/// What is told of a row that was not there as it was read.
async fn not_found<M: Model>(x: impl Executor, key: M::Key) -> Result<Error> {
    let is_stale = M::SPEC.version.is_some() && exists::<M>(x, key).await?;
    Ok(if is_stale { stale(M::SPEC) } else { gone(M::SPEC) })
}

/// The row of a statement that wrote one.
///
/// # Errors
/// `internal` if it gave none.
pub(super) fn the_written<M>(mut rows: Vec<M>) -> Result<M> {
    rows.pop().ok_or_else(|| Error::internal("an insert gave no row"))
}

/// A moment as the clock tells it.
pub type Moment = DateTime<Utc>;

/// The time that is written into a row: as precise as it is kept.
#[must_use]
pub fn now() -> Moment {
    let now = Utc::now();
    now.trunc_subsecs(6)
}

/// Reads a member that is there: `null` is a value of it or an error, and never means that the
/// member is absent.
///
/// # Errors
/// When the member is no `T`.
pub fn present<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}

pub(super) fn gone(spec: &ModelSpec) -> Error {
    Error::not_found(format!("there is no such {}", spec.name.replace('_', " "))).about(spec.name)
}

/// What a change of a row is told that was changed by somebody else meanwhile.
fn stale(spec: &ModelSpec) -> Error {
    let name = spec.name.replace('_', " ");
    Error::new(
        StatusCode::PRECONDITION_FAILED,
        "precondition_failed",
        format!("this {name} was changed since it was read"),
    )
}

/// Says a failure of an insert in the names that a client of the model knows.
pub(super) fn failed_write(spec: &ModelSpec, error: Error) -> Error {
    explain(spec, error, Written::Row)
}

/// Says a failure of a delete in the names that a client of the model knows.
pub(super) fn failed_delete(spec: &ModelSpec, error: Error) -> Error {
    explain(spec, error, Written::Nothing)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Written {
    Row,
    Nothing,
}

/// Says a failure of the database in the names that a client of the model knows.
fn explain(spec: &ModelSpec, error: Error, written: Written) -> Error {
    if error.code() == FOREIGN_KEY {
        return match written {
            Written::Row => missing_reference(spec, &error),
            Written::Nothing => in_use(spec, &error),
        };
    }
    let violations: Vec<Violation> = match error.violations() {
        [] => taken(spec, &error),
        told => told.iter().map(|violation| on_the_wire(spec, violation)).collect(),
    };
    error.with_violations(violations)
}

/// What is not unique, where the database names the index only: on MySQL.
fn taken(spec: &ModelSpec, error: &Error) -> Vec<Violation> {
    let source = error.source().and_then(|source| source.downcast_ref());
    let Some(DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, info)) = source else {
        return Vec::new();
    };
    // Duplicate entry 'a' for key 'posts_slug_key'; newer servers put the table before it.
    let Some((_, name)) = info.message().rsplit_once("for key '") else { return Vec::new() };
    let name = name.trim_end_matches('\'').rsplit('.').next().unwrap_or_default();
    let columns: Vec<&str> = if name == "PRIMARY" {
        spec.keys().map(|column| column.name).collect()
    } else {
        spec.unique_columns().find(|columns| name == unique_name(spec, columns)).unwrap_or_default()
    };
    let violation = |name: &&str| Violation {
        pointer: format!("/{}", spec.column(name).map_or(*name, |column| column.wire)),
        code: "unique".into(),
        message: "is already taken".to_owned(),
    };
    columns.iter().map(violation).collect()
}

fn unique_name(spec: &ModelSpec, columns: &[&str]) -> String {
    format!("{}_{}_key", spec.table, columns.join("_"))
}

fn on_the_wire(spec: &ModelSpec, violation: &Violation) -> Violation {
    let column = violation.pointer.strip_prefix('/').and_then(|name| spec.column(name));
    let pointer = column.map(|column| format!("/{}", column.wire));
    Violation { pointer: pointer.unwrap_or(violation.pointer.clone()), ..violation.clone() }
}

/// The database does not say which reference is broken: with several, each one is named.
fn missing_reference(spec: &ModelSpec, error: &Error) -> Error {
    let references: Vec<_> =
        spec.columns.iter().filter(|column| column.references.is_some()).collect();
    let message = match references.len() {
        0 | 1 => "refers to nothing that exists",
        _ => "may refer to nothing that exists",
    };
    let violations = references
        .iter()
        .map(|column| Violation {
            pointer: format!("/{}", column.wire),
            code: "reference".into(),
            message: message.to_owned(),
        })
        .collect();
    Error::invalid(violations).with_source(error.to_string())
}

fn in_use(spec: &ModelSpec, error: &Error) -> Error {
    let name = spec.name.replace('_', " ");
    Error::conflict(format!("other rows still refer to this {name}")).with_source(error.to_string())
}
