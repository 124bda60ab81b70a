//! Rows come, change and go.
//!
//! The statements are made by generated code; what their failures mean to a client is said here.

use chrono::{DateTime, SubsecRound, Utc};
use serde::{Deserialize, Deserializer};

use super::spec::{Model, ModelSpec};
use crate::db::expansion::{execute, load};
use crate::db::{Execute, Executor, FOREIGN_KEY, Load};
use crate::error::{Error, Result, Violation};

/// Runs an insert and gives the new row.
///
/// # Errors
/// Those of [`RunQuery::load`](crate::db::RunQuery::load), told in the names of the model.
pub fn insert<M: Model, S: Load<M>>(
    x: impl Executor,
    statement: S,
) -> impl Future<Output = Result<M>> + Send {
    let rows = load(statement, x);
    async move {
        let mut rows = rows.await.map_err(|error| explain(M::SPEC, error, Written::Row))?;
        rows.pop().ok_or_else(|| Error::internal("an insert gave no row"))
    }
}

/// Runs an update of one row and gives the row as it is now.
///
/// # Errors
/// `not_found` if the row has gone, and those of [`insert`].
pub fn update<M: Model, S: Load<M>>(
    x: impl Executor,
    statement: S,
) -> impl Future<Output = Result<M>> + Send {
    let rows = load(statement, x);
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
    let violations: Vec<Violation> =
        error.violations().iter().map(|violation| on_the_wire(spec, violation)).collect();
    error.with_violations(violations)
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
