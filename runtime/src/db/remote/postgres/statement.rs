//! Whether a statement only reads, told from its SQL.
//!
//! A wrong answer would cost speed, never data.

use std::any::TypeId;
use std::cell::RefCell;
use std::collections::HashMap;

use diesel::pg::{Pg, PgQueryBuilder};
use diesel::query_builder::{QueryBuilder, QueryFragment, QueryId};

/// Whether a query only reads: only a plain `SELECT` does.
pub(super) fn is_read<Q: QueryFragment<Pg> + QueryId>(query: &Q) -> bool {
    thread_local! {
        static KNOWN: RefCell<HashMap<TypeId, bool>> = RefCell::default();
    }
    let Some(id) = Q::query_id() else { return starts_with_select(query) };
    KNOWN.with_borrow_mut(|known| *known.entry(id).or_insert_with(|| starts_with_select(query)))
}

fn starts_with_select(query: &impl QueryFragment<Pg>) -> bool {
    let mut sql = PgQueryBuilder::default();
    // SQL that cannot be written is no read: what runs it reports why.
    query.to_sql(&mut sql, &Pg).is_ok()
        && sql.finish().get(..7).is_some_and(|word| word.eq_ignore_ascii_case("select "))
}
