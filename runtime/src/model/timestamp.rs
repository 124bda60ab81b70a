//! Moments in time as a column, the same on every backend.
//!
//! Never a local time: what has no zone cannot be a moment.

use chrono::{DateTime, Datelike, SubsecRound, Utc};
use diesel::query_builder::QueryId;
use diesel::sql_types::{SingleValue, SqlOrd, SqlType, is_nullable};

/// The SQL type of a `DateTime<Utc>` column, to the microsecond.
///
/// On PostgreSQL it is `timestamptz`, on MySQL a `datetime(6)` in UTC. On SQLite it is text of fixed width, `2026-11-21T08:30:00.000000Z`, whose order is the order of
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

/// A type of a column that the clock writes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` holds no moment that the clock can write",
    label = "no `DateTime<Utc>`",
    note = "write `DateTime<Utc>` for the time of creation or change, `Option<DateTime<Utc>>` for that of deletion"
)]
pub trait ClockType: Sized {
    /// The value that says this moment.
    fn of(moment: DateTime<Utc>) -> Self;
}

impl ClockType for DateTime<Utc> {
    fn of(moment: DateTime<Utc>) -> Self {
        moment
    }
}

/// What is written: no backend keeps more than microseconds, nor all years.
fn kept(moment: DateTime<Utc>) -> Result<DateTime<Utc>, String> {
    if (0..=9999).contains(&moment.year()) {
        return Ok(moment.trunc_subsecs(6));
    }
    Err(format!("the moment {moment} is not in the years 0 to 9999"))
}

#[cfg(feature = "sqlite")]
mod sqlite {
    use super::{UtcTimestamp, kept};
    use chrono::{DateTime, NaiveDateTime, Utc};
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
            out.set_value(kept(*self)?.format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string());
            Ok(serialize::IsNull::No)
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

#[cfg(feature = "postgres")]
mod postgres {
    use super::{UtcTimestamp, kept};
    use chrono::{DateTime, Utc};
    use diesel::deserialize::{self, FromSql};
    use diesel::pg::{Pg, PgMetadataLookup, PgTypeMetadata, PgValue};
    use diesel::serialize::{self, Output, ToSql};
    use diesel::sql_types::{HasSqlType, Timestamptz};

    impl HasSqlType<UtcTimestamp> for Pg {
        fn metadata(lookup: &mut (dyn PgMetadataLookup + 'static)) -> PgTypeMetadata {
            <Pg as HasSqlType<Timestamptz>>::metadata(lookup)
        }
    }

    impl ToSql<UtcTimestamp, Pg> for DateTime<Utc> {
        fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
            ToSql::<Timestamptz, Pg>::to_sql(&kept(*self)?, &mut out.reborrow())
        }
    }

    impl FromSql<UtcTimestamp, Pg> for DateTime<Utc> {
        fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
            FromSql::<Timestamptz, Pg>::from_sql(value)
        }
    }
}

#[cfg(feature = "mysql")]
mod mysql {
    use super::{UtcTimestamp, kept};
    use chrono::{DateTime, NaiveDateTime, Utc};
    use diesel::deserialize::{self, FromSql};
    use diesel::mysql::{Mysql, MysqlType, MysqlValue};
    use diesel::serialize::{self, Output, ToSql};
    use diesel::sql_types::{Datetime, HasSqlType};

    impl HasSqlType<UtcTimestamp> for Mysql {
        fn metadata(lookup: &mut ()) -> MysqlType {
            <Mysql as HasSqlType<Datetime>>::metadata(lookup)
        }
    }

    impl ToSql<UtcTimestamp, Mysql> for DateTime<Utc> {
        fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Mysql>) -> serialize::Result {
            ToSql::<Datetime, Mysql>::to_sql(&kept(*self)?.naive_utc(), &mut out.reborrow())
        }
    }

    impl FromSql<UtcTimestamp, Mysql> for DateTime<Utc> {
        fn from_sql(value: MysqlValue<'_>) -> deserialize::Result<Self> {
            <NaiveDateTime as FromSql<Datetime, Mysql>>::from_sql(value)
                .map(|moment| moment.and_utc())
        }
    }
}
