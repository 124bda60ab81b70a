//! Rows come, change and go.
//!
//! The statements are made by generated code; what their failures mean to a client is said here.

use actix_web::http::StatusCode;
use chrono::{DateTime, SubsecRound, Utc};
use diesel::result::{DatabaseErrorKind, Error as DieselError};
use serde::{Deserialize, Deserializer};

use super::bulk::written;
use super::spec::{Model, ModelSpec};
use crate::db::expansion::{execute, load, write};
use crate::db::{Execute, Executor, FOREIGN_KEY, Load, Returning};
use crate::error::{Error, Result, Violation};

/// Runs an insert and gives the new row, which `reread` finds.
///
/// # Errors
/// Those of [`RunQuery::load`](crate::db::RunQuery::load), told in the names of the model.
pub fn insert<M: Model, S: Returning<M>, R: Load<M> + Send>(
    x: impl Executor,
    statement: S,
    reread: R,
) -> impl Future<Output = Result<M>> + Send {
    let rows = write(statement, || reread, x);
    async move { written(rows.await.map_err(|error| explain(M::SPEC, error, Written::Row))?) }
}

/// Runs an update of one row, which `reread` finds, and gives the row as it is now.
///
/// # Errors
/// `not_found` if the row has gone, and those of [`insert`].
pub fn update<M: Model, S: Returning<M>, R: Load<M> + Send>(
    x: impl Executor,
    statement: S,
    reread: R,
) -> impl Future<Output = Result<M>> + Send {
    let rows = write(statement, || reread, x);
    async move {
        let mut rows = rows.await.map_err(|error| explain(M::SPEC, error, Written::Row))?;
        rows.pop().ok_or_else(|| gone(M::SPEC))
    }
}

/// Runs a delete of one row.
///
/// # Errors
/// `not_found` if the row has gone, `conflict` if other rows refer to it.
pub async fn delete<M: Model, S: Execute>(x: impl Executor, statement: S) -> Result<()> {
    match execute(statement, x).await {
        Ok(0) => Err(gone(M::SPEC)),
        Ok(_) => Ok(()),
        Err(error) => Err(explain(M::SPEC, error, Written::Nothing)),
    }
}

/// What became of a change of a row that was read with its version.
///
/// # Errors
/// `precondition_failed` if the row is there in another version, and those of the change.
pub async fn locked<M: Model, T>(
    change: impl Future<Output = Result<T>> + Send,
    exists: impl Future<Output = Result<bool>> + Send,
) -> Result<T> {
    match change.await {
        Err(error) if error.status() == StatusCode::NOT_FOUND && exists.await? => {
            Err(stale(M::SPEC))
        }
        other => other,
    }
}

/// The row of a query that has one at most, for it asks for a key.
///
/// It is given no `LIMIT`: SQLite looks at the value of a bound one when it plans a statement, and so
/// prepares the statement anew each time that it is used, which takes three times as long as the
/// query itself.
///
/// # Errors
/// Those of [`RunQuery::load`](crate::db::RunQuery::load).
pub fn single<M, Q: Load<M>>(
    query: Q,
    x: impl Executor,
) -> impl Future<Output = Result<Option<M>>> + Send
where
    M: Send + 'static,
{
    let rows = load(query, x);
    async move { Ok(rows.await?.pop()) }
}

/// The row that a query found.
///
/// # Errors
/// `not_found` if it found none.
pub async fn found<M: Model>(row: impl Future<Output = Result<Option<M>>> + Send) -> Result<M> {
    row.await?.ok_or_else(|| gone(M::SPEC))
}

/// The time that is written into a row: as precise as it is kept.
#[must_use]
pub fn now() -> DateTime<Utc> {
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
    Error::not_found(format!("there is no such {}", spec.name.replace('_', " ")))
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
