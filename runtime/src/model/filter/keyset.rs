//! The rows after a row, in an order that a client asked for.
//!
//! The database compares: what comes after is found by an index, however far it is.

use diesel::backend::Backend;
use diesel::expression::{
    AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate,
};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::query_source::{AppearsInFromClause, Once};
use diesel::result::QueryResult;
use diesel::serialize::ToSql;
use diesel::sql_types::{Bool, HasSqlType};

use super::super::column::ColumnType;
use super::super::spec::ColumnSpec;
use super::sort::Order;
use super::{Sortable, push_column};

/// The value of a column in the row that was last; none if it was null.
#[derive(Debug, Clone)]
pub struct Slot<T>(Option<T>);

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self(None)
    }
}

/// The values of all columns that an order can have: `(Slot<i64>, (Slot<String>, ()))`.
pub trait Slots: Default + Send + Sync + 'static {
    /// Keeps the value that a text stands for; false if it stands for none.
    fn set(&mut self, at: usize, text: &str) -> bool;

    /// Whether there is no value.
    fn is_null(&self, at: usize) -> bool;
}

impl Slots for () {
    fn set(&mut self, _: usize, _: &str) -> bool {
        false
    }

    fn is_null(&self, _: usize) -> bool {
        true
    }
}

impl<T: ColumnType + Send + Sync + 'static, R: Slots> Slots for (Slot<T>, R) {
    fn set(&mut self, at: usize, text: &str) -> bool {
        if let Some(before) = at.checked_sub(1) {
            return self.1.set(before, text);
        }
        self.0.0 = T::parse(text);
        self.0.0.is_some()
    }

    fn is_null(&self, at: usize) -> bool {
        match at.checked_sub(1) {
            Some(before) => self.1.is_null(before),
            None => self.0.0.is_none(),
        }
    }
}

/// Values as operands.
pub trait SlotsFragment<DB: Backend> {
    /// Writes the value.
    ///
    /// # Errors
    /// Those of diesel.
    fn bind<'b>(&'b self, at: usize, out: AstPass<'_, 'b, DB>) -> QueryResult<()>;
}

impl<DB: Backend> SlotsFragment<DB> for () {
    fn bind<'b>(&'b self, _: usize, _: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        Ok(())
    }
}

impl<T, R, DB> SlotsFragment<DB> for (Slot<T>, R)
where
    T: ColumnType + ToSql<T::Sql, DB>,
    R: SlotsFragment<DB>,
    DB: Backend + HasSqlType<T::Sql>,
{
    fn bind<'b>(&'b self, at: usize, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        match (at.checked_sub(1), &self.0.0) {
            (Some(before), _) => self.1.bind(before, out),
            (None, Some(value)) => out.push_bind_param::<T::Sql, T>(value),
            (None, None) => Ok(()),
        }
    }
}

/// Whether a row comes after the one that was last; every row does where there was none.
pub struct After<M: Sortable> {
    order: Vec<Order>,
    slots: Option<M::Slots>,
}

impl<M: Sortable> After<M> {
    /// After a row of which these are the values in the order's columns; `None` if they are not.
    pub(in crate::model) fn row(order: Vec<Order>, texts: &[Option<String>]) -> Option<Self> {
        let mut slots = M::Slots::default();
        if texts.len() != order.len() {
            return None;
        }
        for (place, text) in order.iter().zip(texts) {
            match text {
                Some(text) if slots.set(slot::<M>(place.column)?, text) => {}
                None if place.column.nullable => {}
                _ => return None,
            }
        }
        Some(Self { order, slots: Some(slots) })
    }

    /// After no row.
    pub(in crate::model) fn nothing() -> Self {
        Self { order: Vec::new(), slots: None }
    }
}

/// Which of the slots is a column's.
pub(in crate::model) fn slot<M: Sortable>(column: &ColumnSpec) -> Option<usize> {
    let mut slots = M::SPEC.columns.iter().filter(|column| column.sort || column.key);
    slots.position(|other| other.name == column.name)
}

impl<M: Sortable> Expression for After<M> {
    type SqlType = Bool;
}

impl<M: Sortable> QueryId for After<M> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<M: Sortable, QS> AppearsOnTable<QS> for After<M> where
    QS: AppearsInFromClause<M::Table, Count = Once>
{
}

impl<M: Sortable, QS> SelectableExpression<QS> for After<M> where Self: AppearsOnTable<QS> {}

impl<M: Sortable, G> ValidGrouping<G> for After<M> {
    type IsAggregate = is_aggregate::No;
}

impl<M: Sortable, DB: Backend> QueryFragment<DB> for After<M>
where
    M::Slots: SlotsFragment<DB>,
{
    /// `(a > ? OR (a = ? AND b > ?) OR …)`
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        let Some(slots) = &self.slots else {
            out.push_sql("1 = 1");
            return Ok(());
        };
        out.push_sql("(");
        for (at, last) in self.order.iter().enumerate() {
            out.push_sql(if at == 0 { "(" } else { " OR (" });
            for equal in &self.order[..at] {
                walk_equal::<M, DB>(slots, equal, out.reborrow())?;
                out.push_sql(" AND ");
            }
            walk_after::<M, DB>(slots, last, out.reborrow())?;
            out.push_sql(")");
        }
        out.push_sql(")");
        Ok(())
    }
}

fn walk_equal<'b, M: Sortable, DB: Backend>(
    slots: &'b M::Slots,
    place: &Order,
    mut out: AstPass<'_, 'b, DB>,
) -> QueryResult<()>
where
    M::Slots: SlotsFragment<DB>,
{
    let at = slot::<M>(place.column).unwrap_or_default();
    push_column(&mut out, M::SPEC.table, place.column.name)?;
    if slots.is_null(at) {
        out.push_sql(" IS NULL");
        return Ok(());
    }
    out.push_sql(" = ");
    slots.bind(at, out)
}

/// What has no value is less than what has one.
fn walk_after<'b, M: Sortable, DB: Backend>(
    slots: &'b M::Slots,
    place: &Order,
    mut out: AstPass<'_, 'b, DB>,
) -> QueryResult<()>
where
    M::Slots: SlotsFragment<DB>,
{
    let Order { column, descending } = *place;
    let (at, table) = (slot::<M>(column).unwrap_or_default(), M::SPEC.table);
    match (slots.is_null(at), descending) {
        (true, true) => out.push_sql("1 = 0"),
        (true, false) => {
            push_column(&mut out, table, column.name)?;
            out.push_sql(" IS NOT NULL");
        }
        (false, _) => {
            push_column(&mut out, table, column.name)?;
            out.push_sql(if descending { " < " } else { " > " });
            slots.bind(at, out.reborrow())?;
            if descending && column.nullable {
                out.push_sql(" OR ");
                push_column(&mut out, table, column.name)?;
                out.push_sql(" IS NULL");
            }
        }
    }
    Ok(())
}
