//! Comparisons as Rust makes them, where SQL would answer "unknown".
//!
//! An `Option` is equal to another one or it is not; `None` is less than every `Some`.

use std::sync::Arc;

use super::super::column::{ColumnType, Kept};
use super::super::value::{Held, Value};
use super::condition::{Column, Comparison, Condition, Test};

/// A type of a field: that of a column, or an `Option` of it.
pub trait Nullable: Sized {
    /// The type of the column.
    type Inner: ColumnType;

    /// Whether the column may be null.
    const NULLABLE: bool;

    /// The value, if there is one.
    fn inner(self) -> Option<Self::Inner>;
}

impl<T: ColumnType> Nullable for T {
    type Inner = T;
    const NULLABLE: bool = false;

    fn inner(self) -> Option<T> {
        Some(self)
    }
}

impl<T: ColumnType> Nullable for Option<T> {
    type Inner = T;
    const NULLABLE: bool = true;

    fn inner(self) -> Option<T> {
        self
    }
}

/// `column = value`
pub(super) fn with_value<T>(column: Column, comparison: Comparison, value: T) -> Condition
where
    T: Nullable,
    Held<T::Inner>: Value + 'static,
{
    let constant = Condition::Constant;
    let Some(value) = value.inner() else {
        return match comparison {
            Comparison::Equal | Comparison::LessOrEqual => null(column),
            Comparison::Less => constant(false),
            Comparison::Greater => null(column).negated(),
            Comparison::GreaterOrEqual => constant(true),
        };
    };
    let condition = kept(comparison, &value).map_or(constant(false), |comparison| {
        Condition::Test(column, Test::Value(comparison, Arc::new(Held(value))))
    });
    if T::NULLABLE { beside_null(column, comparison, condition) } else { condition }
}

/// How what the database keeps of the value must stand to the column; `None` if it never does.
fn kept(comparison: Comparison, value: &impl ColumnType) -> Option<Comparison> {
    match (value.kept(), comparison) {
        (Kept::Whole, comparison) => Some(comparison),
        (Kept::Nothing, _) | (Kept::Floor, Comparison::Equal) => None,
        (Kept::Floor, Comparison::Less | Comparison::LessOrEqual) => Some(Comparison::LessOrEqual),
        (Kept::Floor, Comparison::Greater | Comparison::GreaterOrEqual) => {
            Some(Comparison::Greater)
        }
    }
}

/// Whether the condition holds that is unknown for null, which is less than everything else.
fn beside_null(column: Column, comparison: Comparison, condition: Condition) -> Condition {
    match comparison {
        Comparison::Less | Comparison::LessOrEqual => null(column).or(condition),
        _ => null(column).negated().and(condition),
    }
}

fn null(column: Column) -> Condition {
    Condition::Test(column, Test::Null(true))
}

/// `column IN (values)`
pub(super) fn among<T>(column: Column, values: Vec<T>) -> Condition
where
    T: Nullable,
    Held<T::Inner>: Value + 'static,
{
    let mut has_null = false;
    let mut list: Vec<Arc<dyn Value>> = Vec::new();
    for value in values {
        match value.inner() {
            None => has_null = true,
            Some(value) if value.kept() == Kept::Whole => list.push(Arc::new(Held(value))),
            Some(_) => {}
        }
    }
    let mut condition = Condition::Constant(false);
    if !list.is_empty() {
        condition = Condition::Test(column, Test::In(list));
    }
    if T::NULLABLE {
        condition = null(column).negated().and(condition);
    }
    if has_null { condition.or(null(column)) } else { condition }
}

/// `left = right`, of two columns that both may be null, or both not.
pub(super) fn with_column(
    left: Column,
    comparison: Comparison,
    right: Column,
    nullable: bool,
) -> Condition {
    let condition = Condition::Test(left, Test::Column(comparison, right));
    if !nullable {
        return condition;
    }
    let (no_left, no_right) = (null(left), null(right));
    let both = no_left.clone().negated().and(no_right.clone().negated()).and(condition);
    match comparison {
        Comparison::Equal => both.or(no_left.and(no_right)),
        Comparison::Less => both.or(no_left.and(no_right.negated())),
        Comparison::LessOrEqual => both.or(no_left),
        Comparison::Greater => both.or(no_right.and(no_left.negated())),
        Comparison::GreaterOrEqual => both.or(no_right),
    }
}
