//! What tells rows apart, and what counts their changes.
//!
//! Which column is the key is the model's to say.

use std::hash::Hash;

use uuid::Uuid;

use super::column::ColumnType;

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
    /// The key of a new row; none where the database makes it.
    fn generate() -> Option<Self>;
}

/// The database makes it.
impl GeneratedKey for i64 {
    fn generate() -> Option<Self> {
        None
    }
}

/// A UUID of version 7: random, and in the order of time.
impl GeneratedKey for Uuid {
    fn generate() -> Option<Self> {
        Some(Self::now_v7())
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

    /// How many changes there were, from 1.
    fn number(&self) -> i64;
}

macro_rules! versions {
    ($($ty:ty)*) => {$(
        impl VersionType for $ty {
            const FIRST: Self = 1;

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
