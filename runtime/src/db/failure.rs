//! What the failures of a database are to a client.
//!
//! A broken constraint is the client's to mend and names its column; what only the log may know
//! stays in the source.

use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderValue, RETRY_AFTER};
use diesel::result::{DatabaseErrorInformation, DatabaseErrorKind, Error as DieselError};

use crate::error::{Error, Violation};

/// The code of an error about a row that is missing where another one refers to it.
pub(crate) const FOREIGN_KEY: &str = "foreign_key";

/// Turns what diesel reports into the error of the framework.
pub(super) fn of_diesel(error: DieselError) -> Error {
    let translated = match &error {
        DieselError::NotFound => Some(Error::not_found("there is no such row")),
        DieselError::SerializationError(_) => Some(unfit_value(&[])),
        DieselError::DatabaseError(kind, info) => of_database(*kind, &**info),
        _ => None,
    };
    match translated {
        Some(translated) => translated.with_source(error),
        None => Error::internal(error),
    }
}

/// Whether the connection over which this was heard is of no use any more.
#[cfg(feature = "__remote")]
pub(super) fn is_lost(error: &DieselError) -> bool {
    match error {
        DieselError::DatabaseError(
            DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand,
            _,
        )
        | DieselError::BrokenTransactionManager => true,
        DieselError::DatabaseError(DatabaseErrorKind::Unknown, info) => {
            is_connection(info.message())
        }
        _ => false,
    }
}

/// Whether a transaction that failed by this may succeed when it runs once more, because another one
/// came between.
#[cfg(feature = "__remote")]
pub(super) fn is_overtaken(error: &DieselError) -> bool {
    match error {
        DieselError::DatabaseError(DatabaseErrorKind::SerializationFailure, _) => true,
        DieselError::DatabaseError(_, info) => says(info.message(), &OVERTAKEN),
        _ => false,
    }
}

/// What the servers say of deadlocks and, MySQL, of a lock that did not come.
const OVERTAKEN: [&str; 4] = [
    "deadlock detected",
    "Deadlock found",
    "Lock wait timeout exceeded",
    "Record has changed since last read",
];

fn says(message: &str, texts: &[&str]) -> bool {
    texts.iter().any(|text| message.contains(text))
}

/// What drivers say when it is the connection that failed. PostgreSQL closes connections with the
/// first two when it is shut down, the others are of `mysql_async`.
fn is_connection(message: &str) -> bool {
    let lost = [
        "terminating connection",
        "the database system is",
        "Input/output error",
        "Driver error",
        "Server shutdown in progress",
    ];
    says(message, &lost)
}

fn of_database(kind: DatabaseErrorKind, info: &dyn DatabaseErrorInformation) -> Option<Error> {
    let columns = columns(info);
    match kind {
        DatabaseErrorKind::UniqueViolation => {
            Some(Error::conflict("another row has this value already").with_violations(broken(
                &columns,
                "unique",
                "is already taken",
            )))
        }
        DatabaseErrorKind::ForeignKeyViolation => Some(broken_reference()),
        // SQLite restricts by a trigger, whose failure diesel does not know by its kind.
        DatabaseErrorKind::Unknown if info.message() == "FOREIGN KEY constraint failed" => {
            Some(broken_reference())
        }
        DatabaseErrorKind::NotNullViolation => {
            Some(Error::invalid(broken(&columns, "required", "must not be null")))
        }
        DatabaseErrorKind::CheckViolation => Some(check(&columns)),
        DatabaseErrorKind::SerializationFailure => Some(overtaken()),
        DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand => {
            Some(unreachable())
        }
        DatabaseErrorKind::Unknown => of_message(info.message(), &columns),
        _ => None,
    }
}

/// What the drivers know by its text only.
fn of_message(message: &str, columns: &[String]) -> Option<Error> {
    let locked = ["database is locked", "database table is locked", "database schema is locked"];
    if says(message, &locked) {
        return Some(busy("the database is busy"));
    }
    if says(message, &OVERTAKEN) {
        return Some(overtaken());
    }
    // MariaDB's text for a broken check, which its driver does not know by its number.
    if message.starts_with("CONSTRAINT `") {
        return Some(check(columns));
    }
    if says(message, &["value too long for type", "Data too long for column"]) {
        return Some(Error::invalid(broken(columns, "length", "is too long")));
    }
    let unfit = [
        "out of range",
        "Out of range value",
        "numeric field overflow",
        "invalid byte sequence for encoding",
        "unsupported Unicode escape sequence",
        "Incorrect string value",
        "Incorrect datetime value",
        "Incorrect date value",
        "Incorrect time value",
        "string or blob too big",
    ];
    if says(message, &unfit) {
        return Some(unfit_value(columns));
    }
    // PostgreSQL refuses what others do one after another.
    if says(message, &["cannot affect row a second time"]) {
        return Some(Error::conflict("two rows of one statement have the same unique value"));
    }
    is_connection(message).then(unreachable)
}

fn check(columns: &[String]) -> Error {
    Error::invalid(broken(columns, "check", "is outside of what its column allows"))
}

fn unfit_value(columns: &[String]) -> Error {
    let code = "invalid";
    let text = "a value is outside of what the database can hold";
    let violations = broken(columns, "range", "is outside of what its column can hold");
    Error::new(StatusCode::UNPROCESSABLE_ENTITY, code, text).with_violations(violations)
}

/// Another transaction came between: the same request may succeed when it is made again.
fn overtaken() -> Error {
    busy("another transaction has changed the same rows")
}

fn busy(detail: &'static str) -> Error {
    Error::unavailable(detail).with_header(RETRY_AFTER, HeaderValue::from_static("1"))
}

fn unreachable() -> Error {
    busy("the database cannot be reached")
}

fn broken_reference() -> Error {
    Error::new(
        StatusCode::CONFLICT,
        FOREIGN_KEY,
        "a row that this one refers to is missing, or others refer to it",
    )
}

/// The columns that an error is about, as far as the database tells them.
///
/// A check bears their names: `posts.title` is the one of the column `title` of the table `posts`.
fn columns(info: &dyn DatabaseErrorInformation) -> Vec<String> {
    if let Some(column) = info.column_name() {
        return vec![column.to_owned()];
    }
    let message = info.message();
    // PostgreSQL: Key (slug, day)=(a, 1) already exists.
    let key = info.details().and_then(|details| details.strip_prefix("Key (")?.split_once(")="));
    if let Some((names, _)) = key {
        return names.split(", ").map(|name| name.trim_matches('"').to_owned()).collect();
    }
    // SQLite: UNIQUE constraint failed: posts.slug, posts.day
    let sqlite = message.split_once("constraint failed: ").map(|(_, names)| names);
    // MariaDB: CONSTRAINT `posts.title` failed for `blog`.`posts`; MySQL: Check constraint
    // 'posts.title' is violated.
    let mysql = between(message, "CONSTRAINT `", "` failed")
        .or_else(|| between(message, "Check constraint '", "' is violated"));
    if let Some(names) = info.constraint_name().or(sqlite).or(mysql) {
        return names.split(", ").filter_map(column_of).collect();
    }
    // MySQL: Column 'title' cannot be null; Data too long for column 'title' at row 1
    let column = between(message, "Column '", "'")
        .or_else(|| between(message, "column '", "'"))
        .or_else(|| between(message, "Field '", "'"));
    column.map(str::to_owned).into_iter().collect()
}

fn between<'t>(text: &'t str, before: &str, after: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(before)?;
    rest.split_once(after).map(|(found, _)| found)
}

/// `title` of `posts.title`, and of `posts.check.title`.
fn column_of(name: &str) -> Option<String> {
    let plain =
        |name: &str| !name.is_empty() && name.chars().all(|c| c == '_' || c.is_alphanumeric());
    let (table, column) = name.trim().rsplit_once('.')?;
    (table.split('.').all(plain) && plain(column)).then(|| column.to_owned())
}

fn broken(columns: &[String], code: &'static str, message: &str) -> Vec<Violation> {
    columns
        .iter()
        .map(|column| Violation {
            pointer: format!("/{column}"),
            code: code.into(),
            message: message.to_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(kind: DatabaseErrorKind, message: &str) -> Error {
        of_diesel(DieselError::DatabaseError(kind, Box::new(message.to_owned())))
    }

    #[test]
    fn a_broken_constraint_names_its_columns() {
        let taken = error(
            DatabaseErrorKind::UniqueViolation,
            "UNIQUE constraint failed: posts.slug, posts.day",
        );
        assert_eq!(taken.status(), 409);
        let pointers: Vec<&str> = taken.violations().iter().map(|v| &*v.pointer).collect();
        assert_eq!(pointers, ["/slug", "/day"]);

        let check =
            error(DatabaseErrorKind::CheckViolation, "CHECK constraint failed: posts.title");
        assert_eq!((check.status().as_u16(), &*check.violations()[0].pointer), (422, "/title"));
        let free = error(DatabaseErrorKind::CheckViolation, "CHECK constraint failed: a.b + 1 > 2");
        assert_eq!((free.status().as_u16(), free.violations().len()), (422, 0));
    }

    #[test]
    fn only_a_lock_is_worth_another_try() {
        assert_eq!(error(DatabaseErrorKind::Unknown, "database is locked").status(), 503);
        assert_eq!(error(DatabaseErrorKind::Unknown, "disk I/O error").status(), 500);
        assert_eq!(of_diesel(DieselError::NotFound).status(), 404);
    }
}
