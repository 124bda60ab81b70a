//! Rows that cannot be read.
//!
//! The log is told which row it is and what is wrong with it. A value that nobody may see is told to
//! nobody here either.

use std::fmt::Debug;

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromStaticSqlRow};
use diesel::result::DeserializeFieldError;
use diesel::row::{Field, Row};

use super::column::ColumnType;
use super::spec::{ColumnSpec, Model, ModelSpec, Reader};

/// How the rows of a table are read as a model, for each backend.
///
/// diesel allows this of one backend at a time only: of any, others might say the same.
#[doc(hidden)]
#[macro_export]
macro_rules! __ordain_row {
    ($($row:tt)*) => {
        $crate::__ordain_row_sqlite! { $($row)* }
        $crate::__ordain_row_postgres! { $($row)* }
        $crate::__ordain_row_mysql! { $($row)* }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __ordain_row_of {
    (
        $backend:ident::$name:ident,
        $model:ident, $sql:ty, $columns:ty, { $($field:ident: $at:tt),+ }, key [$($key:ty, $place:literal),+]
    ) => {
        #[automatically_derived]
        impl
            $crate::__private::model::ReadRow<$crate::__private::diesel::$backend::$name> for $model
        {
            fn read_row<'__row>(
                __row: &impl $crate::__private::diesel::row::Row<
                    '__row,
                    $crate::__private::diesel::$backend::$name,
                >,
            ) -> $crate::__private::diesel::deserialize::Result<Self> {
                let __read: $columns = $crate::__private::model::read::<Self, _, $sql, _, _>(
                    __row,
                    || [$($crate::__private::model::key_text::<$key, _>(__row, $place)),+],
                )?;
                ::core::result::Result::Ok(Self { $($field: __read.$at),+ })
            }
        }

        #[automatically_derived]
        impl
            $crate::__private::diesel::deserialize::FromStaticSqlRow<
                $sql,
                $crate::__private::diesel::$backend::$name,
            > for $model
        {
            fn build_from_row<'__row>(
                __row: &impl $crate::__private::diesel::row::Row<
                    '__row,
                    $crate::__private::diesel::$backend::$name,
                >,
            ) -> $crate::__private::diesel::deserialize::Result<Self> {
                $crate::__private::model::ReadRow::read_row(__row)
            }
        }
    };
}

/// Makes the macro of a backend, which makes nothing where the backend is left out.
macro_rules! backend {
    ($feature:literal, $macro:ident, $backend:ident::$name:ident, $dollar:tt) => {
        #[cfg(feature = $feature)]
        #[doc(hidden)]
        #[macro_export]
        macro_rules! $macro {
                    ($dollar($dollar row:tt)*) => {
                        $dollar crate::__ordain_row_of! { $backend::$name, $dollar($dollar row)* }
                    };
                }

        #[cfg(not(feature = $feature))]
        #[doc(hidden)]
        #[macro_export]
        macro_rules! $macro {
            ($dollar($dollar row:tt)*) => {};
        }
    };
}

backend!("sqlite", __ordain_row_sqlite, sqlite::Sqlite, $);
backend!("postgres", __ordain_row_postgres, pg::Pg, $);
backend!("mysql", __ordain_row_mysql, mysql::Mysql, $);

/// What is read of a row of a backend, column by column.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no model",
    label = "not a row of a table",
    note = "put `#[model]` on the struct"
)]
pub trait ReadRow<DB: Backend>: Sized {
    /// Reads it.
    ///
    /// # Errors
    /// When the row does not hold one.
    fn read_row<'r>(row: &impl Row<'r, DB>) -> deserialize::Result<Self>;
}

/// What reads its own rows on every backend of this build. A model does.
pub trait OwnRow: OwnSqliteRow + OwnPostgresRow + OwnMysqlRow {}

impl<M: OwnSqliteRow + OwnPostgresRow + OwnMysqlRow> OwnRow for M {}

macro_rules! own_row {
    ($feature:literal, $own:ident, $backend:ty) => {
        #[cfg(feature = $feature)]
        pub trait $own: ReadRow<$backend> {}

        #[cfg(feature = $feature)]
        impl<M: ReadRow<$backend>> $own for M {}

        #[cfg(not(feature = $feature))]
        pub trait $own {}

        #[cfg(not(feature = $feature))]
        impl<M> $own for M {}
    };
}

own_row!("sqlite", OwnSqliteRow, diesel::sqlite::Sqlite);
own_row!("postgres", OwnPostgresRow, diesel::pg::Pg);
own_row!("mysql", OwnMysqlRow, diesel::mysql::Mysql);

/// Reads the columns of a row.
///
/// The key is asked for only when they cannot be read: a row that can be pays nothing for it.
///
/// # Errors
/// When the row cannot be read; the message names the table, the column and the key.
pub fn read<'r, M, R, ST, DB, const N: usize>(
    row: &impl Row<'r, DB>,
    key: impl FnOnce() -> [Option<String>; N],
) -> deserialize::Result<R>
where
    M: Model,
    R: FromStaticSqlRow<ST, DB>,
    DB: Backend,
{
    R::build_from_row(row).map_err(|error| match error.downcast::<DeserializeFieldError>() {
        Ok(error) => unreadable(M::SPEC, &error, &key()).into(),
        // A `null` where none can be is how diesel knows that a left join found no row.
        Err(error) => error,
    })
}

/// A part of the key of a row; none if it cannot be read itself.
pub fn key_text<'r, T, DB>(row: &impl Row<'r, DB>, at: usize) -> Option<String>
where
    T: ColumnType + FromSql<T::Sql, DB> + Debug,
    DB: Backend,
{
    let key = T::from_nullable_sql(row.get(at)?.value()).ok()?;
    Some(format!("{key:?}"))
}

fn unreadable(spec: &ModelSpec, error: &DeserializeFieldError, key: &[Option<String>]) -> String {
    let name = error.field_name.as_deref().unwrap_or("a column");
    let what = match spec.column(name) {
        Some(column) if !is_secret(column) => error.error.to_string(),
        _ => "it is no value of its type".to_owned(),
    };
    let parts = spec.keys().zip(key).map(|(column, part)| {
        let shown = part.as_deref().filter(|_| !is_secret(column));
        format!("{} = {}", column.name, shown.unwrap_or("?"))
    });
    let key = parts.collect::<Vec<_>>().join(", ");
    format!("{}.{name} of the row with {key}: {what}", spec.table)
}

fn is_secret(column: &ColumnSpec) -> bool {
    column.reader == Reader::Nobody
}
