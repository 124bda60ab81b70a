//! The order that a client wants.

use std::marker::PhantomData;

use diesel::backend::Backend;
use diesel::expression::expression_types::NotSelectable;
use diesel::expression::{
    AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate,
};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::query_source::{AppearsInFromClause, Once};
use diesel::result::QueryResult;

use super::super::spec::{ColumnSpec, Model};
use super::{Sortable, push_column};

/// In which order a client wants the rows: an argument of a route, and the order of a query.
///
/// The parameter `sort` names columns that have `#[column(sort)]`, the most important first, each with a
/// `-` before it where the greatest comes first: `?sort=-created_at,title`. The key decides among rows that
/// are otherwise equal, and where nothing is asked; so an order is always complete, and pages fit together.
/// On every database, a row without a value is less than those with one.
pub struct Sort<M> {
    columns: Vec<(&'static ColumnSpec, bool)>,
    newest_first: bool,
    model: PhantomData<fn() -> M>,
}

/// A column of an order.
#[derive(Debug, Clone, Copy)]
pub(in crate::model) struct Order {
    /// The column.
    pub(in crate::model) column: &'static ColumnSpec,
    /// Whether the greatest comes first.
    pub(in crate::model) descending: bool,
}

impl<M: Sortable> Sort<M> {
    /// The order that the text of the parameter asks for.
    ///
    /// # Errors
    /// The first name that is none of the columns.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut sort = Self::default();
        for name in text.split(',').map(str::trim).filter(|name| !name.is_empty()) {
            let (name, descending) = match name.strip_prefix('-') {
                Some(rest) => (rest, true),
                None => (name, false),
            };
            let found = Self::allowed().find(|column| column.wire == name);
            let column = found.ok_or_else(|| name.to_owned())?;
            // What was named before decides already.
            if !sort.columns.iter().any(|(other, _)| other.name == column.name) {
                sort.columns.push((column, descending));
            }
        }
        Ok(sort)
    }

    /// The columns that clients may sort by.
    pub fn allowed() -> impl Iterator<Item = &'static ColumnSpec> {
        M::SPEC.columns.iter().filter(|column| column.sort)
    }

    /// All columns of the order, those of the key at its end.
    pub(in crate::model) fn order(&self) -> Vec<Order> {
        let asked = self.columns.iter();
        let mut order: Vec<Order> =
            asked.map(|(column, descending)| Order { column, descending: *descending }).collect();
        let descending = self.newest_first && order.is_empty();
        for column in M::SPEC.keys() {
            if !order.iter().any(|place| place.column.name == column.name) {
                order.push(Order { column, descending });
            }
        }
        order
    }

    /// The greatest key first, where the client asks for no order.
    #[must_use]
    pub fn newest_first(self) -> Self {
        Self { newest_first: true, ..self }
    }
}

impl<M> Default for Sort<M> {
    fn default() -> Self {
        Self { columns: Vec::new(), newest_first: false, model: PhantomData }
    }
}

impl<M> Clone for Sort<M> {
    fn clone(&self) -> Self {
        Self { columns: self.columns.clone(), ..*self }
    }
}

impl<M> std::fmt::Debug for Sort<M> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names = self.columns.iter().map(|(column, descending)| (column.wire, descending));
        f.debug_map().entries(names).finish()
    }
}

impl<M> Expression for Sort<M> {
    type SqlType = NotSelectable;
}

impl<M> QueryId for Sort<M> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<M: Sortable, DB: Backend> QueryFragment<DB> for Sort<M> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.unsafe_to_cache_prepared();
        let table = M::SPEC.table;
        for (at, Order { column, descending }) in self.order().into_iter().enumerate() {
            out.push_sql(if at == 0 { "" } else { ", " });
            if column.nullable {
                // Databases do not agree on where these stand.
                push_column(&mut out, table, column.name)?;
                out.push_sql(if descending { " IS NOT NULL DESC, " } else { " IS NOT NULL, " });
            }
            push_column(&mut out, table, column.name)?;
            out.push_sql(if descending { " DESC" } else { "" });
        }
        Ok(())
    }
}

impl<M: Model, QS> AppearsOnTable<QS> for Sort<M> where
    QS: AppearsInFromClause<M::Table, Count = Once>
{
}

impl<M: Model, QS> SelectableExpression<QS> for Sort<M> where Self: AppearsOnTable<QS> {}

impl<M, G> ValidGrouping<G> for Sort<M> {
    type IsAggregate = is_aggregate::No;
}
