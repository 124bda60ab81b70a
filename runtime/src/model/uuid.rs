//! UUIDs as a column, the same on every backend.

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, Queryable};
use diesel::query_builder::QueryId;
use diesel::sql_types::{SingleValue, SqlOrd, SqlType, is_nullable};
use uuid::Uuid;

use super::column::{ColumnKind, ColumnType};

/// The SQL type of a `Uuid` column.
///
/// On PostgreSQL it is `uuid`, on MySQL `binary(16)`. On SQLite it is a `BLOB` of 16 bytes, whose order is that of the UUIDs: by time for those of
/// version 7, which are made for keys.
///
/// A column of this type loads as `Uuid`. To compare it with one, write `posts::id.eq(bind(id))`: see
/// [`bind`](super::bind).
#[derive(Debug, Clone, Copy, Default)]
pub struct UuidType;

impl SqlType for UuidType {
    type IsNull = is_nullable::NotNull;
}

impl QueryId for UuidType {
    type QueryId = Self;
}

impl SingleValue for UuidType {}

impl SqlOrd for UuidType {}

impl ColumnType for Uuid {
    type Sql = UuidType;
    const KIND: ColumnKind = ColumnKind::Uuid;
    const ORDERED: bool = true;

    fn parse(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

impl<DB: Backend> Queryable<UuidType, DB> for Uuid
where
    Self: FromSql<UuidType, DB>,
{
    type Row = Self;

    fn build(row: Self) -> deserialize::Result<Self> {
        Ok(row)
    }
}

#[cfg(feature = "sqlite")]
mod sqlite {
    use super::UuidType;
    use diesel::deserialize::{self, FromSql};
    use diesel::serialize::{self, IsNull, Output, ToSql};
    use diesel::sql_types::{Binary, HasSqlType};
    use diesel::sqlite::{Sqlite, SqliteType};
    use uuid::Uuid;

    impl HasSqlType<UuidType> for Sqlite {
        fn metadata((): &mut ()) -> SqliteType {
            SqliteType::Binary
        }
    }

    impl ToSql<UuidType, Sqlite> for Uuid {
        fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
            out.set_value(self.as_bytes().as_slice());
            Ok(IsNull::No)
        }
    }

    impl FromSql<UuidType, Sqlite> for Uuid {
        fn from_sql(value: diesel::sqlite::SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
            let bytes = <Vec<u8> as FromSql<Binary, Sqlite>>::from_sql(value)?;
            Ok(Self::from_slice(&bytes)?)
        }
    }
}

#[cfg(feature = "postgres")]
mod postgres {
    use super::UuidType;
    use diesel::deserialize::{self, FromSql};
    use diesel::pg::{Pg, PgMetadataLookup, PgTypeMetadata, PgValue};
    use diesel::serialize::{self, IsNull, Output, ToSql};
    use diesel::sql_types::HasSqlType;
    use std::io::Write;
    use uuid::Uuid;

    impl HasSqlType<UuidType> for Pg {
        fn metadata(lookup: &mut (dyn PgMetadataLookup + 'static)) -> PgTypeMetadata {
            <Pg as HasSqlType<diesel::sql_types::Uuid>>::metadata(lookup)
        }
    }

    impl ToSql<UuidType, Pg> for Uuid {
        fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
            out.write_all(self.as_bytes())?;
            Ok(IsNull::No)
        }
    }

    impl FromSql<UuidType, Pg> for Uuid {
        fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
            Ok(Self::from_slice(value.as_bytes())?)
        }
    }
}

#[cfg(feature = "mysql")]
mod mysql {
    use super::UuidType;
    use diesel::deserialize::{self, FromSql};
    use diesel::mysql::{Mysql, MysqlType, MysqlValue};
    use diesel::serialize::{self, IsNull, Output, ToSql};
    use diesel::sql_types::{Binary, HasSqlType};
    use std::io::Write;
    use uuid::Uuid;

    impl HasSqlType<UuidType> for Mysql {
        fn metadata(lookup: &mut ()) -> MysqlType {
            <Mysql as HasSqlType<Binary>>::metadata(lookup)
        }
    }

    impl ToSql<UuidType, Mysql> for Uuid {
        fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Mysql>) -> serialize::Result {
            out.write_all(self.as_bytes())?;
            Ok(IsNull::No)
        }
    }

    impl FromSql<UuidType, Mysql> for Uuid {
        fn from_sql(value: MysqlValue<'_>) -> deserialize::Result<Self> {
            Ok(Self::from_slice(value.as_bytes())?)
        }
    }
}
