//! Conditions whose number is known only while the program runs.
//!
//! diesel joins such conditions by boxing them for one backend; these run on every backend.

use diesel::backend::Backend;
use diesel::expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::sql_types::Bool;

/// Whether one of the conditions holds.
#[derive(Debug, Clone)]
pub struct AnyOf<E>(Vec<E>);

/// Whether one of the conditions holds that `each` makes.
pub fn any_of<T, E>(of: impl IntoIterator<Item = T>, each: impl FnMut(T) -> E) -> AnyOf<E>
where
    E: Expression<SqlType = Bool>,
{
    AnyOf(of.into_iter().map(each).collect())
}

/// [`any_of`] a slice, of which each entry is told its place.
pub fn any_nth<T, E>(of: &[T], mut each: impl FnMut(usize, &T) -> E) -> AnyOf<E>
where
    E: Expression<SqlType = Bool>,
{
    any_of(of.iter().enumerate(), |(at, entry)| each(at, entry))
}

impl<E: Expression<SqlType = Bool>> Expression for AnyOf<E> {
    type SqlType = Bool;
}

impl<E: QueryFragment<DB>, DB: Backend> QueryFragment<DB> for AnyOf<E> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.unsafe_to_cache_prepared();
        out.push_sql("(1 = 0");
        for condition in &self.0 {
            out.push_sql(" OR (");
            condition.walk_ast(out.reborrow())?;
            out.push_sql(")");
        }
        out.push_sql(")");
        Ok(())
    }
}

impl<E> QueryId for AnyOf<E> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<E: AppearsOnTable<QS>, QS> AppearsOnTable<QS> for AnyOf<E> where Self: Expression {}

impl<E: SelectableExpression<QS>, QS> SelectableExpression<QS> for AnyOf<E> where
    Self: AppearsOnTable<QS>
{
}

impl<E: ValidGrouping<G>, G> ValidGrouping<G> for AnyOf<E> {
    type IsAggregate = E::IsAggregate;
}
