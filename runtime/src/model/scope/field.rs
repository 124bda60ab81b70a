//! Fields of a resource, and what they are compared with.
//!
//! What generated code says of them compiles for every type: what has no form in SQL is an error only
//! where the condition is asked for.

use std::collections::{BTreeSet, HashSet};
use std::marker::PhantomData;

use super::super::column::{ColumnKind, ColumnType};
use super::super::value::{Held, Value};
use super::Scope;
use super::condition::{Column, Comparison, Condition, Test};
use super::null::{Nullable, among, with_column, with_value};

/// A field of type `T` of an `M`.
#[derive(Debug)]
pub struct Field<M, T> {
    name: &'static str,
    of: PhantomData<fn(&M) -> T>,
}

impl<M, T> Clone for Field<M, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M, T> Copy for Field<M, T> {}

/// The field of that name; the function is never called, and says of which type it is.
pub fn field<M, T>(name: &'static str, _: fn(&M) -> &T) -> Field<M, T> {
    Field { name, of: PhantomData }
}

impl<M, T> Field<M, T> {
    /// `Some(post.author_id)`
    #[must_use]
    pub fn some(self) -> Field<M, Option<T>> {
        Field { name: self.name, of: PhantomData }
    }

    /// Beside a value.
    pub fn and<V: ?Sized>(self, value: &V) -> Pair<'_, M, T, V> {
        Pair { field: self, value }
    }

    /// Beside another field.
    pub fn and_field<U>(self, other: Field<M, U>) -> Fields<M, T, U> {
        Fields { left: self, right: other }
    }
}

impl<M, T: Nullable> Field<M, T> {
    fn column(self) -> Column {
        Column { field: self.name, kind: <T::Inner as ColumnType>::KIND }
    }
}

impl<M> Field<M, bool> {
    /// `post.published`
    #[must_use]
    pub fn holds(self) -> Scope<M> {
        Scope::new(Condition::Test(self.column(), Test::True))
    }
}

impl<M, T: ColumnType> Field<M, Option<T>> {
    /// `post.deleted_at.is_none()`
    #[must_use]
    pub fn null(self) -> Scope<M> {
        Scope::new(Condition::Test(self.column(), Test::Null(true)))
    }
}

impl<M> Field<M, String> {
    /// `post.title.as_str()`
    #[must_use]
    pub fn text(self) -> Self {
        self
    }
}

impl<M> Field<M, Option<String>> {
    /// `post.subtitle.as_deref()`
    #[must_use]
    pub fn inner_text(self) -> Self {
        self
    }
}

/// The comparisons, each with what it demands of the type; the demand stands in the method itself, so that the
/// error shows who calls it.
macro_rules! comparisons {
    ($($(#[$meta:meta])* $name:ident, $comparison:ident, $check:ident;)*) => {$(
        $(#[$meta])*
        #[must_use]
        pub fn $name(self) -> Scope<M> {
            const { $check::<T::Inner>() }
            self.compare(Comparison::$comparison)
        }
    )*};
}

macro_rules! all_comparisons {
    () => {
        comparisons! {
            /// `==`
            equal, Equal, check_comparable;
            /// `<`
            less, Less, check_ordered;
            /// `<=`
            less_or_equal, LessOrEqual, check_ordered;
            /// `>`
            greater, Greater, check_ordered;
            /// `>=`
            greater_or_equal, GreaterOrEqual, check_ordered;
        }
    };
}

/// A field and a value.
#[derive(Debug)]
pub struct Pair<'a, M, T, V: ?Sized> {
    field: Field<M, T>,
    value: &'a V,
}

impl<M, T, V> Pair<'_, M, T, V>
where
    T: Nullable,
    V: Operand<T> + ?Sized,
    Held<T::Inner>: Value + 'static,
{
    fn compare(self, comparison: Comparison) -> Scope<M> {
        Scope::new(with_value(self.field.column(), comparison, self.value.operand()))
    }

    all_comparisons!();
}

impl<M, T, V> Pair<'_, M, T, V>
where
    T: Nullable,
    V: Set<T> + ?Sized,
    Held<T::Inner>: Value + 'static,
{
    /// `teams.contains(&post.team_id)`
    #[must_use]
    pub fn among(self) -> Scope<M> {
        const { check_comparable::<T::Inner>() }
        Scope::new(among(self.field.column(), self.value.values()))
    }
}

/// Two fields.
#[derive(Debug)]
pub struct Fields<M, L, R> {
    left: Field<M, L>,
    right: Field<M, R>,
}

impl<M, T: Nullable> Fields<M, T, T> {
    fn compare(self, comparison: Comparison) -> Scope<M> {
        let (left, right) = (self.left.column(), self.right.column());
        Scope::new(with_column(left, comparison, right, T::NULLABLE))
    }

    all_comparisons!();
}

#[track_caller]
const fn check_comparable<T: ColumnType>() {
    assert!(
        !matches!(T::KIND, ColumnKind::Json),
        "this comparison has no form in SQL: a database does not compare JSON as Rust does\n\
         help: compare another field"
    );
}

#[track_caller]
const fn check_ordered<T: ColumnType>() {
    assert!(
        T::ORDERED,
        "this comparison has no form in SQL: a database does not put values of this type in the order that they have in Rust\n\
         help: compare them by `==`, or list them in `matches!(..)`"
    );
}

/// A value that Rust compares with a `T`.
pub trait Operand<T> {
    /// As a `T`.
    fn operand(&self) -> T;
}

impl<T: Clone> Operand<T> for T {
    fn operand(&self) -> T {
        self.clone()
    }
}

impl<T: Clone> Operand<T> for &T {
    fn operand(&self) -> T {
        (*self).clone()
    }
}

impl Operand<String> for str {
    fn operand(&self) -> String {
        self.to_owned()
    }
}

impl Operand<String> for &str {
    fn operand(&self) -> String {
        (*self).to_owned()
    }
}

impl Operand<Option<String>> for Option<&str> {
    fn operand(&self) -> Option<String> {
        self.map(str::to_owned)
    }
}

/// Values of which a field may be one.
pub trait Set<T> {
    /// All of them.
    fn values(&self) -> Vec<T>;
}

impl<T: Clone> Set<T> for [T] {
    fn values(&self) -> Vec<T> {
        self.to_vec()
    }
}

impl<T: Clone, const N: usize> Set<T> for [T; N] {
    fn values(&self) -> Vec<T> {
        self.to_vec()
    }
}

impl<T: Clone> Set<T> for Vec<T> {
    fn values(&self) -> Vec<T> {
        self.clone()
    }
}

impl<T: Clone, S> Set<T> for HashSet<T, S> {
    fn values(&self) -> Vec<T> {
        self.iter().cloned().collect()
    }
}

impl<T: Clone> Set<T> for BTreeSet<T> {
    fn values(&self) -> Vec<T> {
        self.iter().cloned().collect()
    }
}

impl Set<String> for [&str] {
    fn values(&self) -> Vec<String> {
        self.iter().map(|text| (*text).to_owned()).collect()
    }
}

impl<const N: usize> Set<String> for [&str; N] {
    fn values(&self) -> Vec<String> {
        self.as_slice().values()
    }
}

impl<T, V: Set<T> + ?Sized> Set<T> for &V {
    fn values(&self) -> Vec<T> {
        (**self).values()
    }
}

/// What the methods of a field are for a type that has none of them here.
pub trait NoField<M>: Sized {
    /// The same, of a type that nothing is compared with.
    fn text(self) -> Field<M, Unknown> {
        Field { name: "", of: PhantomData }
    }

    /// The same, of a type that nothing is compared with.
    fn inner_text(self) -> Field<M, Unknown> {
        Field { name: "", of: PhantomData }
    }

    /// An error of the build.
    fn holds(self) -> Scope<M> {
        const { refuse::<Self>() }
    }

    /// An error of the build.
    fn null(self) -> Scope<M> {
        const { refuse::<Self>() }
    }
}

impl<M, T> NoField<M> for Field<M, T> {}

/// No type of a column.
#[derive(Debug)]
pub enum Unknown {}

macro_rules! no_pair {
    ($($name:ident)*) => {
        /// What the comparisons are for types that SQL does not compare.
        pub trait NoPair<M>: Sized {
            $(
                /// An error of the build.
                fn $name(self) -> Scope<M> {
                    const { refuse::<Self>() }
                }
            )*
        }
    };
}

no_pair!(equal less less_or_equal greater greater_or_equal among);

impl<M, T, V: ?Sized> NoPair<M> for Pair<'_, M, T, V> {}

impl<M, L, R> NoPair<M> for Fields<M, L, R> {}

/// Stops the build where it is reached for a `T`, none of which is so large. Its size is asked for, so
/// that the compiler does not compute this before it knows the type: an optimized build would, and stop
/// where nothing is wrong.
#[track_caller]
const fn refuse<T>() -> ! {
    assert!(
        size_of::<T>() > isize::MAX.unsigned_abs(),
        "this part of a policy has no form in SQL: its types are not those of a column and a value of it\n\
         help: compare a field of the resource with a value of the field's own type"
    );
    panic!("no type is so large")
}
