//! What a column can hold.
//!
//! How a kind is called in a dialect of SQL is not said here.

use chrono::{DateTime, NaiveDate, NaiveTime, SubsecRound, Utc};
use diesel::backend::Backend;
use diesel::expression::{AsExpression, TypedExpressionType};
use diesel::internal::derives::as_expression::Bound;
use diesel::query_builder::QueryId;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::{self, IntoNotNullable, Nullable, SingleValue, SqlType, is_nullable};

use super::spec::DefaultValue;
use super::timestamp::UtcTimestamp;

/// A Rust type that a column of a model can have.
///
/// An enum or a newtype becomes one by `#[dto(column)]`, another type that is written as text by
/// [`text_column!`](crate::text_column).
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the type of a column",
    label = "no column type",
    note = "columns are bool, i16, i32, i64, f32, f64, String, Vec<u8>, DateTime<Utc>, NaiveDate, NaiveTime, Uuid, Decimal, serde_json::Value, Json<T>, an `Option` of these, an enum or a newtype with `#[dto(column)]`, or a type with `Display` and `FromStr` that is declared by `ordain::text_column!(Type)`"
)]
pub trait ColumnType: Sized {
    /// The type of its expressions in diesel's query language.
    type Sql: SqlType<IsNull = is_nullable::NotNull> + SingleValue + TypedExpressionType + QueryId;

    /// What the column holds.
    const KIND: ColumnKind;

    /// All texts that it may hold, if they are only a few.
    const TEXTS: &'static [&'static str] = &[];

    /// Whether a database puts the values in the order that they have in Rust.
    const ORDERED: bool = false;

    /// What a database keeps of this value.
    fn kept(&self) -> Kept {
        Kept::Whole
    }

    /// The value that a text in a path or a default stands for.
    fn parse(text: &str) -> Option<Self>;
}

/// What a database keeps of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// All of it.
    Whole,
    /// The greatest value that is less: what is finer than it can keep is cut off.
    Floor,
    /// Nothing: it is not even equal to itself.
    Nothing,
}

/// A value as an operand of diesel's query language.
///
/// diesel takes most values by themselves, as in `posts::slug.eq("hello")`. Values of types that
/// neither it nor the application owns need this: `posts::created_at.lt(bind(moment))`.
pub fn bind<T: ColumnType>(value: T) -> Bound<T::Sql, T> {
    Bound::new(value)
}

/// [`bind`] for a column that may be null.
pub fn bind_nullable<T: ColumnType>(value: Option<T>) -> Bound<Nullable<T::Sql>, Option<T>> {
    Bound::new(value)
}

/// Values as the operand of `eq_any`: `posts::created_at.eq_any(bind_all(moments))`. The column may be
/// one that may be null.
pub fn bind_all<T>(values: impl IntoIterator<Item = T>) -> Vec<Operand<T>> {
    values.into_iter().map(Operand).collect()
}

/// One of the values of [`bind_all`].
#[derive(Debug, Clone, Copy)]
pub struct Operand<T>(T);

impl<T, ST> AsExpression<ST> for Operand<T>
where
    ST: SqlType + TypedExpressionType,
{
    type Expression = Bound<ST, Self>;

    fn as_expression(self) -> Self::Expression {
        Bound::new(self)
    }
}

impl<T, ST, DB> ToSql<ST, DB> for Operand<T>
where
    T: ToSql<ST::NotNullable, DB>,
    ST: IntoNotNullable,
    DB: Backend,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        self.0.to_sql(out)
    }
}

/// What a column holds, whatever a dialect of SQL calls it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// `bool`
    Bool,
    /// `i16`
    Int16,
    /// `i32`
    Int32,
    /// `i64`
    Int64,
    /// `f32`
    Float32,
    /// `f64`
    Float64,
    /// `String`, and what is written as text.
    Text,
    /// `Vec<u8>`
    Bytes,
    /// `DateTime<Utc>`, to the microsecond.
    Timestamp,
    /// `NaiveDate`
    Date,
    /// `NaiveTime`
    Time,
    /// `Uuid`
    Uuid,
    /// `Decimal`, exactly.
    Decimal,
    /// `serde_json::Value`, and any serde type in `Json<T>`.
    Json,
}

macro_rules! columns {
    ($($ty:ty, $sql:ty, $kind:ident, $parse:expr, $kept:expr;)*) => {$(
        impl ColumnType for $ty {
            type Sql = $sql;
            const KIND: ColumnKind = ColumnKind::$kind;
            const ORDERED: bool = true;

            fn kept(&self) -> Kept {
                $kept(self)
            }

            fn parse(text: &str) -> Option<Self> {
                $parse(text)
            }
        }
    )*};
}

fn from_str<T: std::str::FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}

fn whole<T>(_: &T) -> Kept {
    Kept::Whole
}

fn number<T: Copy + Into<f64>>(value: &T) -> Kept {
    if (*value).into().is_nan() { Kept::Nothing } else { Kept::Whole }
}

fn moment(value: &DateTime<Utc>) -> Kept {
    if value.trunc_subsecs(6) == *value { Kept::Whole } else { Kept::Floor }
}

columns! {
    bool, sql_types::Bool, Bool, from_str, whole;
    i16, sql_types::SmallInt, Int16, from_str, whole;
    i32, sql_types::Integer, Int32, from_str, whole;
    i64, sql_types::BigInt, Int64, from_str, whole;
    f32, sql_types::Float, Float32, from_str, number;
    f64, sql_types::Double, Float64, from_str, number;
    String, sql_types::Text, Text, from_str, whole;
    Vec<u8>, sql_types::Binary, Bytes, |_| None, whole;
    DateTime<Utc>, UtcTimestamp, Timestamp, from_str, moment;
    NaiveDate, sql_types::Date, Date, from_str, whole;
    NaiveTime, sql_types::Time, Time, from_str, whole;
}

/// Stops the build when a default is not of its column's kind.
///
/// # Panics
/// In a constant, which is the error that the user sees.
pub const fn check_default(kind: ColumnKind, default: &DefaultValue) {
    let fits = match kind {
        ColumnKind::Bool => matches!(default, DefaultValue::Bool(_)),
        ColumnKind::Int16 => is_between(default, i16::MIN as i64, i16::MAX as i64),
        ColumnKind::Int32 => is_between(default, i32::MIN as i64, i32::MAX as i64),
        ColumnKind::Int64 => matches!(default, DefaultValue::Int(_)),
        ColumnKind::Float32 | ColumnKind::Float64 => matches!(default, DefaultValue::Float(_)),
        ColumnKind::Text => matches!(default, DefaultValue::Text(_)),
        ColumnKind::Bytes
        | ColumnKind::Timestamp
        | ColumnKind::Date
        | ColumnKind::Time
        | ColumnKind::Uuid
        | ColumnKind::Decimal
        | ColumnKind::Json => panic!("a column of this type takes no default"),
    };
    assert!(fits, "the default is no value of the column's type");
}

const fn is_between(default: &DefaultValue, least: i64, most: i64) -> bool {
    match default {
        DefaultValue::Int(value) => *value >= least && *value <= most,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_default_is_of_its_columns_kind() {
        check_default(ColumnKind::Int16, &DefaultValue::Int(32_767));
        let wrong = [
            (ColumnKind::Int16, DefaultValue::Int(32_768)),
            (ColumnKind::Bool, DefaultValue::Int(0)),
            (ColumnKind::Text, DefaultValue::Bool(true)),
            (ColumnKind::Date, DefaultValue::Text("2026-01-01")),
        ];
        for (kind, default) in wrong {
            assert!(std::panic::catch_unwind(|| check_default(kind, &default)).is_err());
        }
    }
}
