//! JSON as a column, the same on every backend: `serde_json::Value`, or any serde type in `Json<T>`.
//!
//! Only what is valid JSON is ever written.

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, Queryable};
use diesel::query_builder::QueryId;
use diesel::sql_types::{SingleValue, SqlType, is_nullable};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::column::{ColumnKind, ColumnType};
use crate::json::Json;

/// The SQL type of a JSON column: `jsonb` on PostgreSQL, `json` on MySQL, text on SQLite.
///
/// It is loaded and written whole; what is inside is asked for in the words of one database.
#[derive(Debug, Clone, Copy, Default)]
pub struct JsonType;

impl SqlType for JsonType {
    type IsNull = is_nullable::NotNull;
}

impl QueryId for JsonType {
    type QueryId = Self;
    const HAS_STATIC_QUERY_ID: bool = true;
}

impl SingleValue for JsonType {}

impl ColumnType for Value {
    type Sql = JsonType;
    const KIND: ColumnKind = ColumnKind::Json;

    fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

impl<T: Serialize + DeserializeOwned> ColumnType for Json<T> {
    type Sql = JsonType;
    const KIND: ColumnKind = ColumnKind::Json;

    fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

impl<DB: Backend> Queryable<JsonType, DB> for Value
where
    Self: FromSql<JsonType, DB>,
{
    type Row = Self;

    fn build(row: Self) -> deserialize::Result<Self> {
        Ok(row)
    }
}

impl<T, DB: Backend> Queryable<JsonType, DB> for Json<T>
where
    Self: FromSql<JsonType, DB>,
{
    type Row = Self;

    fn build(row: Self) -> deserialize::Result<Self> {
        Ok(row)
    }
}

/// How a backend writes and reads the values: as text, after what it puts before it.
macro_rules! backend {
    ($db:ty, $value:ty, $metadata:ident, $lookup:ty, $sql:ty, $write:path, $read:path) => {
        impl HasSqlType<JsonType> for $db {
            fn metadata(lookup: &mut $lookup) -> $metadata {
                <$db as HasSqlType<$sql>>::metadata(lookup)
            }
        }

        impl ToSql<JsonType, $db> for Value {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, $db>) -> serialize::Result {
                $write(serde_json::to_string(self)?, out)
            }
        }

        impl<T: Serialize + std::fmt::Debug> ToSql<JsonType, $db> for Json<T> {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, $db>) -> serialize::Result {
                $write(serde_json::to_string(&self.0)?, out)
            }
        }

        impl FromSql<JsonType, $db> for Value {
            fn from_sql(value: $value) -> deserialize::Result<Self> {
                $read(value)
            }
        }

        impl<T: DeserializeOwned> FromSql<JsonType, $db> for Json<T> {
            fn from_sql(value: $value) -> deserialize::Result<Self> {
                $read(value).map(Self)
            }
        }
    };
}

#[cfg(feature = "sqlite")]
mod sqlite {
    use super::{DeserializeOwned, Json, JsonType, Serialize, Value};
    use diesel::deserialize::{self, FromSql};
    use diesel::serialize::{self, IsNull, Output, ToSql};
    use diesel::sql_types::{HasSqlType, Text};
    use diesel::sqlite::{Sqlite, SqliteType, SqliteValue};

    #[expect(clippy::unnecessary_wraps, reason = "what every backend has")]
    fn write(text: String, out: &mut Output<'_, '_, Sqlite>) -> serialize::Result {
        out.set_value(text);
        Ok(IsNull::No)
    }

    fn read<T: DeserializeOwned>(value: SqliteValue<'_, '_, '_>) -> deserialize::Result<T> {
        let text = <String as FromSql<Text, Sqlite>>::from_sql(value)?;
        Ok(serde_json::from_str(&text)?)
    }

    backend!(Sqlite, SqliteValue<'_, '_, '_>, SqliteType, (), Text, write, read);
}

#[cfg(feature = "postgres")]
mod postgres {
    use super::{DeserializeOwned, Json, JsonType, Serialize, Value};
    use diesel::deserialize::{self, FromSql};
    use diesel::pg::{Pg, PgMetadataLookup, PgTypeMetadata, PgValue};
    use diesel::serialize::{self, IsNull, Output, ToSql};
    use diesel::sql_types::{HasSqlType, Jsonb};
    use std::io::Write;

    /// The version of the binary form of `jsonb`.
    const VERSION: u8 = 1;

    type Lookup = dyn PgMetadataLookup + 'static;

    fn write(text: String, out: &mut Output<'_, '_, Pg>) -> serialize::Result {
        out.write_all(&[VERSION])?;
        out.write_all(text.as_bytes())?;
        Ok(IsNull::No)
    }

    fn read<T: DeserializeOwned>(value: PgValue<'_>) -> deserialize::Result<T> {
        match value.as_bytes() {
            [VERSION, text @ ..] => Ok(serde_json::from_slice(text)?),
            _ => Err("this is no `jsonb` of a known version".into()),
        }
    }

    backend!(Pg, PgValue<'_>, PgTypeMetadata, Lookup, Jsonb, write, read);
}

#[cfg(feature = "mysql")]
mod mysql {
    use super::{DeserializeOwned, Json, JsonType, Serialize, Value};
    use diesel::deserialize::{self, FromSql};
    use diesel::mysql::{Mysql, MysqlType, MysqlValue};
    use diesel::serialize::{self, IsNull, Output, ToSql};
    use diesel::sql_types::{HasSqlType, Text};
    use std::io::Write;

    fn write(text: String, out: &mut Output<'_, '_, Mysql>) -> serialize::Result {
        out.write_all(text.as_bytes())?;
        Ok(IsNull::No)
    }

    fn read<T: DeserializeOwned>(value: MysqlValue<'_>) -> deserialize::Result<T> {
        Ok(serde_json::from_slice(value.as_bytes())?)
    }

    backend!(Mysql, MysqlValue<'_>, MysqlType, (), Text, write, read);
}
