//! Moments in time as a column, the same on every backend.
//!
//! Never a local time: what has no zone cannot be a moment.

use diesel::query_builder::QueryId;
use diesel::sql_types::{SingleValue, SqlOrd, SqlType, is_nullable};

/// The SQL type of a `DateTime<Utc>` column, to the microsecond.
///
/// On SQLite it is text of fixed width, `2026-11-21T08:30:00.000000Z`, whose order is the order of
/// time and which SQLite's own date functions read.
///
/// A column of this type loads as `DateTime<Utc>`. To compare it with one, write
/// `posts::created_at.lt(bind(moment))`: see [`bind`](super::bind).
#[derive(Debug, Clone, Copy, Default)]
pub struct UtcTimestamp;

impl SqlType for UtcTimestamp {
    type IsNull = is_nullable::NotNull;
}

impl QueryId for UtcTimestamp {
    type QueryId = Self;
}

impl SingleValue for UtcTimestamp {}

impl SqlOrd for UtcTimestamp {}

#[cfg(feature = "sqlite")]
mod sqlite {
    use super::UtcTimestamp;
    use chrono::{DateTime, Datelike, NaiveDateTime, Utc};
    use diesel::deserialize::{self, FromSql};
    use diesel::serialize::{self, Output, ToSql};
    use diesel::sql_types::{HasSqlType, Text};
    use diesel::sqlite::{Sqlite, SqliteType};

    impl HasSqlType<UtcTimestamp> for Sqlite {
        fn metadata((): &mut ()) -> SqliteType {
            SqliteType::Text
        }
    }

    impl ToSql<UtcTimestamp, Sqlite> for DateTime<Utc> {
        fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
            if !(0..=9999).contains(&self.year()) {
                return Err(format!("the moment {self} is not in the years 0 to 9999").into());
            }
            out.set_value(self.format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string());
            Ok(diesel::serialize::IsNull::No)
        }
    }

    impl FromSql<UtcTimestamp, Sqlite> for DateTime<Utc> {
        fn from_sql(value: diesel::sqlite::SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
            let text = <String as FromSql<Text, Sqlite>>::from_sql(value)?;
            let formats = ["%Y-%m-%dT%H:%M:%S%.fZ", "%Y-%m-%d %H:%M:%S%.f"];
            let found =
                formats.iter().find_map(|form| NaiveDateTime::parse_from_str(&text, form).ok());
            found
                .map(|moment| moment.and_utc())
                .ok_or_else(|| format!("`{text}` is no moment in time").into())
        }
    }
}
