//! Rows that a text names, as a path segment does.
//!
//! Only by columns of which no two rows have the same value.

use std::future::Future;

use super::column::ColumnType;
use super::spec::Model;
use crate::db::Db;
use crate::error::{Error, Result, Violation};
use crate::schema::{RefOr, Schema};

/// A model that can be found by the text of its key or of a unique column. `#[model]` implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no model",
    label = "not a row of a table",
    note = "put `#[model]` on the struct"
)]
pub trait Lookup: Model {
    /// The model in snake case: `post`.
    const NAME: &'static str;

    /// The fields of the key and the unique columns.
    const COLUMNS: &'static [&'static str];

    /// The row whose column has the value that `value` stands for.
    ///
    /// # Errors
    /// - `bad_request` if `value` is no value of the column's type
    /// - those of a query
    fn lookup(
        db: &Db,
        column: &'static str,
        value: &str,
    ) -> impl Future<Output = Result<Option<Self>>> + Send;

    /// The schema of a column's value; of a text, if there is no such column.
    #[must_use]
    fn column_schema(column: &str) -> RefOr<Schema> {
        let schema = Self::SPEC.field(column).map(|column| column.schema);
        schema.unwrap_or(crate::schema::inlined::<String>)()
    }
}

/// The value of a column that a text stands for.
///
/// # Errors
/// `bad_request` if it stands for none.
pub fn parse<T: ColumnType>(column: &str, text: &str) -> Result<T> {
    T::parse(text).ok_or_else(|| {
        let violation = Violation {
            pointer: format!("/{column}"),
            code: "type".into(),
            message: format!("`{text}` is no value of `{column}`"),
        };
        Error::bad_request("a parameter is malformed").with_violations(vec![violation])
    })
}

/// What a lookup by a column answers that the model does not have.
#[must_use]
pub fn by_column(model: &str, column: &str) -> Error {
    Error::internal(format!("`{model}` cannot be looked up by `{column}`"))
}
