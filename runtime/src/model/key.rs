//! What tells rows apart, and what counts their changes.
//!
//! Which column is the key is the model's to say.

use std::hash::Hash;

use diesel::dsl::sql;
use diesel::expression::SqlLiteral;
use diesel::internal::derives::as_expression::Bound;
use diesel::query_source::Column;
use diesel::{ExpressionMethods, dsl};
use uuid::Uuid;

use super::column::{ColumnType, bind};

/// The key of a row: the type of a column, or a tuple of several.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the key of a model",
    label = "no key type",
    note = "a key is an `i64`, a `Uuid`, a `String`, or another type of a column that can be compared and hashed"
)]
pub trait RowKey: Clone + Eq + Hash + Send + Sync + 'static {}

#[diagnostic::do_not_recommend]
impl<T> RowKey for T where T: Clone + Eq + Hash + Send + Sync + 'static {}

/// A type of key that is generated.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` cannot be generated",
    label = "nothing generates this key",
    note = "a key of type `i64` is made by the database, one of type `Uuid` by the application; for another type write `#[key(given)]`, and whoever creates a row gives its key"
)]
pub trait GeneratedKey: ColumnType {
    /// What is inserted into a row: the key, too, or the other values alone.
    type Insert<C: Column<SqlType = Self::Sql>, V>;
    /// The key of the row that was inserted last.
    type Last;

    /// Adds the key to the other values of a new row, and says by what the row is found then.
    fn insert<C: Column<SqlType = Self::Sql>, V>(
        column: C,
        values: V,
    ) -> (Self::Insert<C, V>, Self::Last);
    /// Whether the application makes it.
    const BY_APPLICATION: bool;

    /// The values of a row among many: the key first, where the application makes it.
    type Row<V>;
    /// What is known of the key before the row is there.
    type Made: Send + Sync;

    /// Puts the key before the other values.
    fn row<V>(values: V) -> (Self::Row<V>, Self::Made);

    /// The key of the row that was the `at`-th of those inserted last.
    fn nth(made: &Self::Made, at: usize) -> Self::Last;
}

/// The database makes it.
impl GeneratedKey for i64 {
    const BY_APPLICATION: bool = false;
    type Row<V> = V;
    type Made = ();
    type Insert<C: Column<SqlType = Self::Sql>, V> = V;
    /// Asked for on MySQL only, where an insert does not give its row.
    type Last = SqlLiteral<Self::Sql>;

    fn insert<C: Column<SqlType = Self::Sql>, V>(_: C, values: V) -> (V, Self::Last) {
        (values, sql("LAST_INSERT_ID()"))
    }

    fn row<V>(values: V) -> (V, ()) {
        (values, ())
    }

    /// MySQL numbers the rows of one statement one after another.
    fn nth((): &(), at: usize) -> Self::Last {
        sql(&format!("LAST_INSERT_ID() + {at} * @@auto_increment_increment"))
    }
}

/// A UUID of version 7: random, and in the order of time.
impl GeneratedKey for Uuid {
    const BY_APPLICATION: bool = true;
    type Row<V> = (Bound<Self::Sql, Self>, V);
    type Made = Self;
    type Insert<C: Column<SqlType = Self::Sql>, V> = (dsl::Eq<C, Bound<Self::Sql, Self>>, V);
    type Last = Bound<Self::Sql, Self>;

    fn insert<C: Column<SqlType = Self::Sql>, V>(
        column: C,
        values: V,
    ) -> (Self::Insert<C, V>, Self::Last) {
        let key = Self::now_v7();
        ((column.eq(bind(key)), values), bind(key))
    }

    fn row<V>(values: V) -> (Self::Row<V>, Self) {
        let key = Self::now_v7();
        ((bind(key), values), key)
    }

    fn nth(made: &Self, _: usize) -> Self::Last {
        bind(*made)
    }
}

/// A type that counts the changes of a row.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the version of a row",
    label = "no version type",
    note = "a version is an `i64` or an `i32`"
)]
pub trait VersionType: Sized {
    /// The version of a new row.
    const FIRST: Self;

    /// The version after this one.
    #[must_use]
    fn next(&self) -> Self;

    /// How many changes there were, from 1.
    fn number(&self) -> i64;
}

macro_rules! versions {
    ($($ty:ty)*) => {$(
        impl VersionType for $ty {
            const FIRST: Self = 1;

            fn next(&self) -> Self {
                self.wrapping_add(1)
            }

            fn number(&self) -> i64 {
                i64::from(*self)
            }
        }
    )*};
}

versions!(i64 i32);

/// The entity tag (RFC 9110) of a row of this version.
#[must_use]
pub fn etag(version: i64) -> String {
    format!("\"{version}\"")
}
