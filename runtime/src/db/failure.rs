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
        DieselError::SerializationError(_) => Some(Error::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "invalid",
            "a value is outside of what the database can hold",
        )),
        DieselError::DatabaseError(kind, info) => of_database(*kind, &**info),
        _ => None,
    };
    match translated {
        Some(translated) => translated.with_source(error),
        None => Error::internal(error),
    }
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
        DatabaseErrorKind::CheckViolation => {
            Some(Error::invalid(broken(&columns, "check", "is outside of what its column allows")))
        }
        DatabaseErrorKind::Unknown if is_busy(info.message()) => Some(
            Error::unavailable("the database is busy")
                .with_header(RETRY_AFTER, HeaderValue::from_static("1")),
        ),
        _ => None,
    }
}

fn broken_reference() -> Error {
    Error::new(
        StatusCode::CONFLICT,
        FOREIGN_KEY,
        "a row that this one refers to is missing, or others refer to it",
    )
}

/// The columns of the constraint. SQLite names them in its message only, as `posts.slug, posts.day`;
/// of a check it tells the name, which is `posts.slug` in the tables that models make.
fn columns(info: &dyn DatabaseErrorInformation) -> Vec<String> {
    if let Some(column) = info.column_name() {
        return vec![column.to_owned()];
    }
    let Some((_, names)) = info.message().split_once("constraint failed: ") else {
        return Vec::new();
    };
    let plain =
        |name: &str| !name.is_empty() && name.chars().all(|c| c == '_' || c.is_alphanumeric());
    names
        .split(", ")
        .filter_map(|name| name.trim().rsplit_once('.'))
        .filter(|(table, column)| plain(table) && plain(column))
        .map(|(_, column)| column.to_owned())
        .collect()
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

fn is_busy(message: &str) -> bool {
    ["database is locked", "database table is locked", "database schema is locked"]
        .iter()
        .any(|text| message.contains(text))
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
