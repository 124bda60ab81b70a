//! Exact decimal numbers as a column, the same on every backend.
//!
//! No value passes through a floating point number.

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, Queryable};
use diesel::query_builder::QueryId;
use diesel::sql_types::{SingleValue, SqlOrd, SqlType, is_nullable};
use rust_decimal::Decimal;

use super::column::{ColumnKind, ColumnType};

/// The SQL type of a `Decimal` column: up to 28 digits, with as many of them after the point as the
/// value has.
///
/// On PostgreSQL it is `numeric`, on MySQL `decimal(65, 28)`. On SQLite it is text with a collation
/// that Ordain adds to its connections, `ordain_decimal`, so that its order is that of the numbers.
///
/// A column of this type loads as `Decimal`. To compare it with one, write
/// `orders::total.lt(bind(total))`: see [`bind`](super::bind).
#[derive(Debug, Clone, Copy, Default)]
pub struct DecimalType;

impl SqlType for DecimalType {
    type IsNull = is_nullable::NotNull;
}

impl QueryId for DecimalType {
    type QueryId = Self;
    const HAS_STATIC_QUERY_ID: bool = true;
}

impl SingleValue for DecimalType {}

impl SqlOrd for DecimalType {}

impl ColumnType for Decimal {
    type Sql = DecimalType;
    const KIND: ColumnKind = ColumnKind::Decimal;
    const ORDERED: bool = true;

    fn parse(text: &str) -> Option<Self> {
        Self::from_str_exact(text).ok()
    }
}

impl<DB: Backend> Queryable<DecimalType, DB> for Decimal
where
    Self: FromSql<DecimalType, DB>,
{
    type Row = Self;

    fn build(row: Self) -> deserialize::Result<Self> {
        Ok(row)
    }
}

/// Reads a number that may have more zeros at its end than a value can have.
#[cfg(any(feature = "sqlite", feature = "mysql"))]
fn read(text: &str) -> deserialize::Result<Decimal> {
    let text = match text.split_once('.') {
        Some((_, fraction)) if fraction.len() > 20 => {
            text.trim_end_matches('0').trim_end_matches('.')
        }
        _ => text,
    };
    Decimal::from_str_exact(text).map_err(|error| format!("`{text}` is no decimal: {error}").into())
}

#[cfg(feature = "sqlite")]
mod sqlite {
    use super::{DecimalType, read};
    use diesel::deserialize::{self, FromSql};
    use diesel::serialize::{self, IsNull, Output, ToSql};
    use diesel::sql_types::{HasSqlType, Text};
    use diesel::sqlite::{Sqlite, SqliteType};
    use rust_decimal::Decimal;

    impl HasSqlType<DecimalType> for Sqlite {
        fn metadata((): &mut ()) -> SqliteType {
            SqliteType::Text
        }
    }

    impl ToSql<DecimalType, Sqlite> for Decimal {
        fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
            out.set_value(self.to_string());
            Ok(IsNull::No)
        }
    }

    impl FromSql<DecimalType, Sqlite> for Decimal {
        fn from_sql(value: diesel::sqlite::SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
            read(&<String as FromSql<Text, Sqlite>>::from_sql(value)?)
        }
    }
}

#[cfg(feature = "postgres")]
mod postgres {
    use super::DecimalType;
    use diesel::deserialize::{self, FromSql};
    use diesel::pg::{Pg, PgMetadataLookup, PgTypeMetadata, PgValue};
    use diesel::serialize::{self, IsNull, Output, ToSql};
    use diesel::sql_types::{HasSqlType, Numeric};
    use rust_decimal::Decimal;
    use std::io::Write;
    use tokio_postgres::types::{FromSql as Read, ToSql as Write_, Type};

    impl HasSqlType<DecimalType> for Pg {
        fn metadata(lookup: &mut (dyn PgMetadataLookup + 'static)) -> PgTypeMetadata {
            <Pg as HasSqlType<Numeric>>::metadata(lookup)
        }
    }

    impl ToSql<DecimalType, Pg> for Decimal {
        fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
            let mut bytes = actix_web::web::BytesMut::new();
            Write_::to_sql(self, &Type::NUMERIC, &mut bytes)?;
            out.write_all(&bytes)?;
            Ok(IsNull::No)
        }
    }

    impl FromSql<DecimalType, Pg> for Decimal {
        fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
            Read::from_sql(&Type::NUMERIC, value.as_bytes())
        }
    }
}

#[cfg(feature = "mysql")]
mod mysql {
    use super::{DecimalType, read};
    use diesel::deserialize::{self, FromSql};
    use diesel::mysql::{Mysql, MysqlType, MysqlValue};
    use diesel::serialize::{self, IsNull, Output, ToSql};
    use diesel::sql_types::{HasSqlType, Numeric};
    use rust_decimal::Decimal;
    use std::io::Write;

    impl HasSqlType<DecimalType> for Mysql {
        fn metadata(lookup: &mut ()) -> MysqlType {
            <Mysql as HasSqlType<Numeric>>::metadata(lookup)
        }
    }

    impl ToSql<DecimalType, Mysql> for Decimal {
        fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Mysql>) -> serialize::Result {
            write!(out, "{self}")?;
            Ok(IsNull::No)
        }
    }

    impl FromSql<DecimalType, Mysql> for Decimal {
        fn from_sql(value: MysqlValue<'_>) -> deserialize::Result<Self> {
            read(std::str::from_utf8(value.as_bytes())?)
        }
    }
}

#[cfg(all(test, any(feature = "sqlite", feature = "mysql")))]
mod tests {
    use super::*;

    #[test]
    fn zeros_that_a_backend_adds_are_no_digits() {
        let read = |text| read(text).unwrap();
        assert_eq!(read("1.5000000000000000000000000000").to_string(), "1.5");
        assert_eq!(read("10.0000000000000000000000000000").to_string(), "10");
        assert_eq!(read("1.50").to_string(), "1.50");
        assert_eq!(read("-0.0000000000000000000000000001").scale(), 28);
        assert!(super::read("1e5").is_err());
    }
}
