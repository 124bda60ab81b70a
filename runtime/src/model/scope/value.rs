//! Values that a condition is compared with, whatever their type and whatever the database.
//!
//! diesel's expressions carry the type of every value; a condition whose form is known only while the
//! program runs cannot.

use diesel::backend::Backend;
use diesel::query_builder::AstPass;
use diesel::result::QueryResult;

use mysql::MysqlValue;
use postgres::PostgresValue;
use sqlite::SqliteValue;

/// A value that every database of this build takes.
pub trait Value: SqliteValue + PostgresValue + MysqlValue + Send + Sync {}

impl<T: SqliteValue + PostgresValue + MysqlValue + Send + Sync> Value for T {}

/// The value of a column.
pub struct Held<T>(pub(super) T);

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

/// A database that conditions can be written for.
pub trait Database: Backend {
    /// How it compares texts.
    const TEXTS: Texts;

    /// Whether it keeps floating point numbers that are no numbers.
    const HAS_NAN: bool;

    /// Writes a value.
    ///
    /// # Errors
    /// Those of diesel.
    fn bind<'b>(value: &'b dyn Value, out: AstPass<'_, 'b, Self>) -> QueryResult<()>;
}

/// What one database takes: a module for each.
macro_rules! database {
    ($feature:literal, $module:ident, $value:ident, $backend:ty, $texts:expr, $has_nan:literal) => {
        #[cfg(feature = $feature)]
        mod $module {
            use diesel::query_builder::AstPass;
            use diesel::result::QueryResult;
            use diesel::serialize::ToSql;
            use diesel::sql_types::HasSqlType;

            use super::super::super::column::ColumnType;
            use super::{Database, Held, Texts, Value};

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

            impl Database for $backend {
                const TEXTS: Texts = $texts;
                const HAS_NAN: bool = $has_nan;

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

database!("sqlite", sqlite, SqliteValue, diesel::sqlite::Sqlite, Texts::Bytes, false);
database!("postgres", postgres, PostgresValue, diesel::pg::Pg, Texts::Collated("C"), true);
database!("mysql", mysql, MysqlValue, diesel::mysql::Mysql, Texts::Padded, false);
