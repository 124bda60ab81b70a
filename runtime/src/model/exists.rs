//! The rows of other models in a query: whether there is one (`EXISTS`), and how many there are (`COUNT`).
//!
//! What their condition is may be written in terms of the other model only.

use std::marker::PhantomData;

use diesel::backend::Backend;
use diesel::expression::{
    AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate,
};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::query_source::{AppearsInFromClause, Column, Once};
use diesel::result::QueryResult;
use diesel::sql_types::{BigInt, Bool};

use super::children::References;
use super::filter::push_column;
use super::spec::{Model, ModelSpec};

/// Whether a row refers by the column `C` to a `P`, for which the condition `E` holds.
#[derive(Debug, Clone, Copy)]
pub struct HasChild<C, P, E> {
    condition: E,
    of: PhantomData<(C, P)>,
}

/// How many rows refer by the column `C` to a `P`, of those for which the condition `E` holds.
#[derive(Debug, Clone, Copy)]
pub struct CountChildren<C, P, E> {
    condition: E,
    of: PhantomData<(C, P)>,
}

/// Whether the `P` that the column `C` refers to is there, and the condition `E` holds for it.
#[derive(Debug, Clone, Copy)]
pub struct HasParent<C, P, E> {
    condition: E,
    of: PhantomData<(C, P)>,
}

/// Whether a row of the child's table refers to this row, and the condition holds for it.
pub fn has_child<C, P, E>(condition: E) -> HasChild<C, P, E> {
    HasChild { condition, of: PhantomData }
}

/// How many rows of the child's table refer to this row, of those for which the condition holds.
pub fn count_children<C, P, E>(condition: E) -> CountChildren<C, P, E> {
    CountChildren { condition, of: PhantomData }
}

/// Whether the row that this one refers to is there, and the condition holds for it.
pub fn has_parent<C, P, E>(condition: E) -> HasParent<C, P, E> {
    HasParent { condition, of: PhantomData }
}

const EXISTS: &str = "EXISTS (SELECT 1 FROM ";
const COUNT: &str = "(SELECT COUNT(*) FROM ";

/// `EXISTS (SELECT 1 FROM inner WHERE child.column = parent.key AND (condition))`, or another beginning.
fn walk<'b, DB: Backend>(
    mut out: AstPass<'_, 'b, DB>,
    (begin, inner): (&str, &ModelSpec),
    (child, column): (&'b ModelSpec, &'b str),
    parent: &'b ModelSpec,
    condition: &'b impl QueryFragment<DB>,
) -> QueryResult<()> {
    out.push_sql(begin);
    out.push_identifier(inner.table)?;
    out.push_sql(" WHERE ");
    push_column(&mut out, child.table, column)?;
    out.push_sql(" = ");
    push_column(&mut out, parent.table, parent.key().map_or("id", |key| key.name))?;
    if let Some(deleted) = inner.soft_delete {
        out.push_sql(" AND ");
        push_column(&mut out, inner.table, deleted)?;
        out.push_sql(" IS NULL");
    }
    out.push_sql(" AND (");
    condition.walk_ast(out.reborrow())?;
    out.push_sql("))");
    Ok(())
}

macro_rules! expression {
    ($name:ident, $sql:ty, $outer:ty, $inner:ty) => {
        impl<C, P, E: Expression<SqlType = Bool>> Expression for $name<C, P, E> {
            type SqlType = $sql;
        }

        impl<C: 'static, P: 'static, E: QueryId> QueryId for $name<C, P, E> {
            type QueryId = $name<C, P, E::QueryId>;
            const HAS_STATIC_QUERY_ID: bool = E::HAS_STATIC_QUERY_ID;
        }

        impl<C, P, E, QS> AppearsOnTable<QS> for $name<C, P, E>
        where
            P: Model,
            C: References<P>,
            E: AppearsOnTable<$inner>,
            QS: AppearsInFromClause<$outer, Count = Once>,
            Self: Expression,
        {
        }

        impl<C, P, E, QS> SelectableExpression<QS> for $name<C, P, E> where
            Self: AppearsOnTable<QS>
        {
        }

        impl<C, P, E, G> ValidGrouping<G> for $name<C, P, E> {
            type IsAggregate = is_aggregate::No;
        }
    };
}

expression!(HasChild, Bool, P::Table, <C::Child as Model>::Table);
expression!(CountChildren, BigInt, P::Table, <C::Child as Model>::Table);
expression!(HasParent, Bool, <C::Child as Model>::Table, P::Table);

impl<C: References<P>, P: Model, E, DB> QueryFragment<DB> for HasChild<C, P, E>
where
    E: QueryFragment<DB>,
    DB: Backend,
{
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        let child = C::Child::SPEC;
        walk(out, (EXISTS, child), (child, <C as Column>::NAME), P::SPEC, &self.condition)
    }
}

impl<C: References<P>, P: Model, E, DB> QueryFragment<DB> for CountChildren<C, P, E>
where
    E: QueryFragment<DB>,
    DB: Backend,
{
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        let child = C::Child::SPEC;
        walk(out, (COUNT, child), (child, <C as Column>::NAME), P::SPEC, &self.condition)
    }
}

impl<C: References<P>, P: Model, E, DB> QueryFragment<DB> for HasParent<C, P, E>
where
    E: QueryFragment<DB>,
    DB: Backend,
{
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        let child = C::Child::SPEC;
        walk(out, (EXISTS, P::SPEC), (child, <C as Column>::NAME), P::SPEC, &self.condition)
    }
}
