//! Which rows a client wants, and in which order, of what the model allows to ask.
//!
//! Nothing here reads a request.

mod condition;
mod keyset;
mod operator;
mod sort;

use std::borrow::Cow;
use std::fmt;

use diesel::backend::Backend;
use diesel::expression::{
    AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate,
};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::query_source::{AppearsInFromClause, Once};
use diesel::result::QueryResult;
use diesel::sql_types::Bool;

pub use condition::{Conditions, ConditionsFragment, On};
pub(super) use keyset::slot;
pub use keyset::{After, Slot, Slots, SlotsFragment};
pub use operator::Operator;
pub(super) use sort::Order;
pub use sort::Sort;

use super::spec::{ColumnSpec, Model};
use crate::error::Violation;

/// A model with columns that clients may filter by. `#[model]` implements it.
#[diagnostic::on_unimplemented(
    message = "clients cannot filter the rows of `{Self}`",
    label = "has no column to filter by",
    note = "write `#[column(filter)]` on the fields that clients may filter by"
)]
pub trait Filterable: Model {}

/// A model with columns that clients may sort by. `#[model]` implements it.
#[diagnostic::on_unimplemented(
    message = "clients cannot sort the rows of `{Self}`",
    label = "has no column to sort by",
    note = "write `#[column(sort)]` on the fields that clients may sort by"
)]
pub trait Sortable: Model {
    /// The values of these columns and of the key.
    type Slots: Slots;

    /// The value of the column that is the `at`-th of them, as a text.
    fn sort_text(&self, at: usize) -> Option<String>;
}

/// Which rows a client wants: an argument of a route, and a condition of a query.
///
/// Each column with `#[column(filter)]` is a parameter of the query string: `?published=true`. Other
/// comparisons follow the name: `?title__contains=rust&stars__ge=3&id__in=1,2`. All conditions hold
/// together; a parameter that is none of the route's is refused.
pub struct Filter<M: Model> {
    conditions: M::Conditions,
}

impl<M: Filterable> Filter<M> {
    /// The conditions of some parameters; the names that are none of them; and what is wrong with
    /// values.
    pub fn parse<T>(parameters: impl IntoIterator<Item = (T, T)>) -> (Self, Vec<T>, Vec<Violation>)
    where
        T: AsRef<str>,
    {
        let mut filter = Self::default();
        let (mut others, mut violations) = (Vec::new(), Vec::new());
        for (name, value) in parameters {
            let Some((at, column, operator)) = find::<M>(name.as_ref()) else {
                others.push(name);
                continue;
            };
            if let Err(message) = filter.conditions.add(at, operator, value.as_ref()) {
                let pointer = format!("/{}", name.as_ref());
                let message = format!("{message} of `{}`", column.wire);
                violations.push(Violation { pointer, code: Cow::Borrowed("type"), message });
            }
        }
        (filter, others, violations)
    }

    /// The names of all parameters: each column with each comparison that its type has.
    pub fn parameters() -> impl Iterator<Item = (String, &'static ColumnSpec, Operator)> {
        columns::<M>().flat_map(|column| {
            let operators = operator::operators(column);
            operators
                .into_iter()
                .map(move |operator| (operator.parameter(column), column, operator))
        })
    }
}

impl<M: Model> Default for Filter<M> {
    fn default() -> Self {
        Self { conditions: M::Conditions::default() }
    }
}

impl<M: Model> Clone for Filter<M> {
    fn clone(&self) -> Self {
        Self { conditions: self.conditions.clone() }
    }
}

impl<M: Model> fmt::Debug for Filter<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Filter").field("model", &M::SPEC.ident).finish_non_exhaustive()
    }
}

fn columns<M: Model>() -> impl Iterator<Item = &'static ColumnSpec> {
    M::SPEC.columns.iter().filter(|column| column.filter)
}

fn find<M: Model>(name: &str) -> Option<(usize, &'static ColumnSpec, Operator)> {
    columns::<M>().enumerate().find_map(|(at, column)| {
        let rest = name.strip_prefix(column.wire)?;
        let operator = Operator::of_suffix(rest)?;
        operator::operators(column).contains(&operator).then_some((at, column, operator))
    })
}

impl<M: Model> Expression for Filter<M> {
    type SqlType = Bool;
}

impl<M: Model> QueryId for Filter<M> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<M: Model, DB: Backend> QueryFragment<DB> for Filter<M>
where
    M::Conditions: ConditionsFragment<DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.unsafe_to_cache_prepared();
        out.push_sql("(1 = 1");
        let mut columns = columns::<M>().map(|column| column.name);
        self.conditions.walk(M::SPEC.table, &mut columns, out.reborrow())?;
        out.push_sql(")");
        Ok(())
    }
}

impl<M: Model, QS> AppearsOnTable<QS> for Filter<M> where
    QS: AppearsInFromClause<M::Table, Count = Once>
{
}

impl<M: Model, QS> SelectableExpression<QS> for Filter<M> where Self: AppearsOnTable<QS> {}

impl<M: Model, G> ValidGrouping<G> for Filter<M> {
    type IsAggregate = is_aggregate::No;
}

pub(super) fn push_column<DB: Backend>(
    out: &mut AstPass<'_, '_, DB>,
    table: &str,
    column: &str,
) -> QueryResult<()> {
    out.push_identifier(table)?;
    out.push_sql(".");
    out.push_identifier(column)
}
