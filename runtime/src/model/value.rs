//! Values of columns, whatever their type and whatever the database.
//!
//! diesel's expressions carry the type of every value, and the compiler proves each of them anew. What
//! every model has, and conditions whose form is known only while the program runs, take values that
//! were proven once for their type.

use diesel::backend::Backend;
#[cfg(feature = "postgres")]
use diesel::pg::Pg;
use diesel::query_builder::AstPass;
use diesel::result::QueryResult;
use diesel::serialize::ToSql;
#[cfg(feature = "postgres")]
use diesel::sql_types::Array;
use diesel::sql_types::HasSqlType;

use super::column::ColumnType;
use mysql::MysqlValue;
use postgres::PostgresValue;
use sqlite::SqliteValue;

/// A value that every database of this build takes.
pub trait Value: SqliteValue + PostgresValue + MysqlValue + Send + Sync {}

impl<T: SqliteValue + PostgresValue + MysqlValue + Send + Sync> Value for T {}

/// The value of a column.
pub struct Held<T>(pub(super) T);

/// The value of a column that may be null.
pub struct Optional<T>(Option<T>);

/// Several values of a column: written as what stands behind it, ` IN (…)`.
pub struct List<T>(Vec<T>);

/// A condition that was put together of diesel's expressions, to be written as a value is.
pub struct Expressed<E>(pub(super) E);

/// A value that is written into a column, or that a column is compared with.
pub fn value<T>(value: T) -> Box<dyn Value>
where
    Held<T>: Value + 'static,
{
    Box::new(Held(value))
}

/// [`value`] of a column that may be null.
pub fn optional<T>(value: Option<T>) -> Box<dyn Value>
where
    Optional<T>: Value + 'static,
{
    Box::new(Optional(value))
}

/// Values of which a column has one.
pub fn list<T>(values: Vec<T>) -> Box<dyn Value>
where
    List<T>: Value + 'static,
{
    Box::new(List(values))
}

/// How a database compares texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Texts {
    /// By their bytes.
    Bytes,
    /// In an order of its own, unless it is told this one.
    Collated(&'static str),
    /// As if spaces at the end were not there.
    Padded,
}

/// A database that statements can be written for.
pub trait Database: Backend {
    /// How it compares texts.
    const TEXTS: Texts;

    /// Whether it keeps floating point numbers that are no numbers.
    const HAS_NAN: bool;

    /// Whether an insert and an update can give their rows.
    const HAS_RETURNING: bool;

    /// What stands before a list of rows of values: ` IN (` or more.
    const LIST_OF_ROWS: &'static str;

    /// What a row gets as its key when it has no other value.
    const NO_VALUE: &'static str;

    /// Writes a value.
    ///
    /// # Errors
    /// Those of diesel.
    fn bind<'b>(value: &'b dyn Value, out: AstPass<'_, 'b, Self>) -> QueryResult<()>;
}

/// ` IN (?, ?)`
#[cfg(any(feature = "sqlite", feature = "mysql"))]
fn push_each<'b, T, DB>(values: &'b [T], mut out: AstPass<'_, 'b, DB>) -> QueryResult<()>
where
    T: ColumnType + ToSql<T::Sql, DB>,
    DB: Backend + HasSqlType<T::Sql>,
{
    // Each number of values is another text.
    out.unsafe_to_cache_prepared();
    if values.is_empty() {
        out.push_sql(" IN (NULL)");
        return Ok(());
    }
    for (at, value) in values.iter().enumerate() {
        out.push_sql(if at == 0 { " IN (" } else { ", " });
        out.push_bind_param::<T::Sql, T>(value)?;
    }
    out.push_sql(")");
    Ok(())
}

/// ` = ANY($1)`, which is one text for all of them.
#[cfg(feature = "postgres")]
fn push_array<'b, T>(values: &'b Vec<T>, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()>
where
    T: ColumnType + ToSql<T::Sql, Pg>,
    Pg: HasSqlType<T::Sql>,
{
    out.push_sql(" = ANY(");
    out.push_bind_param::<Array<T::Sql>, Vec<T>>(values)?;
    out.push_sql(")");
    Ok(())
}

/// What one database takes: a module for each.
macro_rules! database {
    (
        $feature:literal, $module:ident, $value:ident, $backend:ty, $list:ident,
        { $($constant:item)* }
    ) => {
        #[cfg(feature = $feature)]
        mod $module {
            use diesel::query_builder::{AstPass, QueryFragment};
            use diesel::result::QueryResult;
            use diesel::serialize::ToSql;
            use diesel::sql_types::{HasSqlType, Nullable};

            use super::super::column::ColumnType;
            use super::{Database, Expressed, Held, List, Optional, Texts, Value, $list};

            pub trait $value {
                fn $module<'b>(&'b self, out: AstPass<'_, 'b, $backend>) -> QueryResult<()>;
            }

            impl<T> $value for Held<T>
            where
                T: ColumnType + ToSql<T::Sql, $backend>,
                $backend: HasSqlType<T::Sql>,
            {
                fn $module<'b>(&'b self, mut out: AstPass<'_, 'b, $backend>) -> QueryResult<()> {
                    out.push_bind_param::<T::Sql, T>(&self.0)
                }
            }

            impl<T> $value for Optional<T>
            where
                T: ColumnType + ToSql<T::Sql, $backend>,
                $backend: HasSqlType<T::Sql>,
            {
                fn $module<'b>(&'b self, mut out: AstPass<'_, 'b, $backend>) -> QueryResult<()> {
                    out.push_bind_param::<Nullable<T::Sql>, Option<T>>(&self.0)
                }
            }

            impl<T> $value for List<T>
            where
                T: ColumnType + ToSql<T::Sql, $backend>,
                $backend: HasSqlType<T::Sql>,
            {
                fn $module<'b>(&'b self, out: AstPass<'_, 'b, $backend>) -> QueryResult<()> {
                    $list(&self.0, out)
                }
            }

            impl<E: QueryFragment<$backend>> $value for Expressed<E> {
                fn $module<'b>(&'b self, out: AstPass<'_, 'b, $backend>) -> QueryResult<()> {
                    self.0.walk_ast(out)
                }
            }

            impl Database for $backend {
                $($constant)*

                fn bind<'b>(value: &'b dyn Value, out: AstPass<'_, 'b, Self>) -> QueryResult<()> {
                    value.$module(out)
                }
            }
        }

        #[cfg(not(feature = $feature))]
        mod $module {
            pub trait $value {}

            impl<T> $value for T {}
        }
    };
}

database!("sqlite", sqlite, SqliteValue, diesel::sqlite::Sqlite, push_each, {
    const TEXTS: Texts = Texts::Bytes;
    const HAS_NAN: bool = false;
    const HAS_RETURNING: bool = true;
    const LIST_OF_ROWS: &'static str = " IN (VALUES ";
    const NO_VALUE: &'static str = "NULL";
});
database!("postgres", postgres, PostgresValue, diesel::pg::Pg, push_array, {
    const TEXTS: Texts = Texts::Collated("C");
    const HAS_NAN: bool = true;
    const HAS_RETURNING: bool = true;
    const LIST_OF_ROWS: &'static str = " IN (";
    const NO_VALUE: &'static str = "DEFAULT";
});
database!("mysql", mysql, MysqlValue, diesel::mysql::Mysql, push_each, {
    const TEXTS: Texts = Texts::Padded;
    const HAS_NAN: bool = false;
    const HAS_RETURNING: bool = false;
    const LIST_OF_ROWS: &'static str = " IN (";
    const NO_VALUE: &'static str = "DEFAULT";
});
