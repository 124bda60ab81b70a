//! What a statement does, told from its SQL, and which kind of query it is.
//!
//! A wrong answer would cost speed, never data: connections that read refuse to write.

use std::any::{Any, TypeId};
use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use diesel::query_builder::{QueryBuilder, QueryFragment, QueryId, SqlQuery};
use diesel::sqlite::Sqlite;
use diesel::sqlite::query_builder::SqliteQueryBuilder;

use super::habit::Id;

/// What a statement does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Read,
    /// It changes rows.
    Write,
    /// Anything else: a pragma or a `VACUUM` has no effect or fails inside a transaction.
    Other,
}

/// What a query does, and what tells it from other ones.
pub(super) fn of<Q>(query: &Q) -> (Kind, Id)
where
    Q: QueryFragment<Sqlite> + QueryId,
{
    thread_local! {
        static KNOWN: RefCell<HashMap<TypeId, Kind>> = RefCell::default();
    }
    if let Some(id) = Q::query_id() {
        let kind = KNOWN
            .with_borrow_mut(|known| *known.entry(id).or_insert_with(|| of_text(&text(query))));
        return (kind, Id::Type(id));
    }
    let sql = text(query);
    let mut hasher = DefaultHasher::new();
    sql.hash(&mut hasher);
    (of_text(&sql), Id::Text(hasher.finish()))
}

/// What a statement does that gives no rows: it writes, unless it is text that says otherwise.
pub(super) fn of_statement<Q: Any>(statement: &Q) -> Kind {
    match (statement as &dyn Any).downcast_ref::<SqlQuery>() {
        Some(query) => of_text(&text(query)),
        None => Kind::Write,
    }
}

fn text(query: &impl QueryFragment<Sqlite>) -> String {
    let mut sql = SqliteQueryBuilder::new();
    // SQL that cannot be written goes to the writer, which reports why.
    match query.to_sql(&mut sql, &Sqlite) {
        Ok(()) => sql.finish(),
        Err(_) => String::new(),
    }
}

fn of_text(sql: &str) -> Kind {
    let mut words = sql.trim_start().split(|c: char| !c.is_alphanumeric() && c != '_');
    let first = words.next().unwrap_or_default();
    let changes = |word: &str| {
        ["insert", "update", "delete", "replace"].iter().any(|w| word.eq_ignore_ascii_case(w))
    };
    if first.eq_ignore_ascii_case("select") {
        Kind::Read
    } else if first.eq_ignore_ascii_case("with") {
        // What it is for stands behind the tables that it defines.
        if words.any(changes) { Kind::Write } else { Kind::Read }
    } else if changes(first) {
        Kind::Write
    } else {
        Kind::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_tell() {
        for (sql, kind) in [
            ("SELECT 1", Kind::Read),
            ("\n select(1)", Kind::Read),
            ("selection", Kind::Other),
            ("Insert INTO a VALUES (1)", Kind::Write),
            ("WITH a AS (SELECT 1) DELETE FROM b", Kind::Write),
            ("WITH a AS (SELECT updated FROM b) SELECT * FROM a", Kind::Read),
            ("PRAGMA journal_mode = DELETE", Kind::Other),
            ("VACUUM", Kind::Other),
            ("", Kind::Other),
        ] {
            assert_eq!(of_text(sql), kind, "{sql}");
        }
    }

    #[test]
    fn only_text_is_looked_at() {
        assert_eq!(of_statement(&diesel::sql_query("VACUUM")), Kind::Other);
        assert_eq!(of_statement(&diesel::sql_query("DELETE FROM a")), Kind::Write);
        assert_eq!(of_statement(&"PRAGMA x"), Kind::Write);
    }
}
