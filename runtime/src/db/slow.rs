//! Statements that take long, with who asked for them.
//!
//! Nothing is measured, and no text is written, where nobody asks for it. Values are never told.

use std::any::{Any, TypeId};
use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt::Display;
use std::sync::Arc;
use std::time::{Duration, Instant};

use diesel::backend::Backend;
use diesel::query_builder::{QueryFragment, QueryId, SqlQuery};
#[cfg(feature = "sqlite")]
use diesel::sqlite::Sqlite;

use super::Fragment;
use super::watch::text;

/// Who asks.
type Caller = &'static (dyn Display + Sync);

tokio::task_local! {
    static LIMIT: (Duration, Caller);
}

/// Does some work, and logs each of its statements that takes longer than the limit, with its
/// caller.
pub(crate) async fn slow_logged<F: Future>(limit: Duration, caller: Caller, work: F) -> F::Output {
    LIMIT.scope((limit, caller), work).await
}

/// A statement that is measured, until this value is dropped: by its end, or with the request that
/// gave it up.
pub(super) struct Timed {
    limit: Duration,
    caller: Caller,
    statement: Arc<str>,
    begun: Instant,
}

/// Measures a query, if somebody asks for it.
pub(super) fn timed<DB, Q>(query: &Q) -> Option<Timed>
where
    DB: Backend<QueryBuilder: Default> + Default + 'static,
    Q: QueryFragment<DB> + QueryId,
{
    begin(|| statement::<DB, Q>(query))
}

/// Measures a statement without rows, which may be one that SQLite alone could write down: told by
/// its kind and its table.
pub(super) fn timed_statement<Q: Any>(statement: &Q) -> Option<Timed> {
    begin(|| match (statement as &dyn Any).downcast_ref::<SqlQuery>() {
        #[cfg(feature = "sqlite")]
        Some(query) => text::<Sqlite>(query).into(),
        _ => summary(std::any::type_name::<Q>()).into(),
    })
}

/// [`timed`], where the backend is SQLite.
pub(super) fn timed_on_sqlite<Q: Fragment>(statement: &Q) -> Option<Timed> {
    #[cfg(feature = "sqlite")]
    return timed::<Sqlite, Q>(statement);
    #[cfg(not(feature = "sqlite"))]
    timed_statement(statement)
}

/// `DeleteStatement of posts`
fn summary(name: &str) -> String {
    let last = |path: &str| path.rsplit("::").next().unwrap_or_default().to_owned();
    let (kind, rest) = name.split_once('<').unwrap_or((name, ""));
    match rest.split_once("::table") {
        Some((table, _)) => format!("{} of {}", last(kind), last(table)),
        None => last(kind),
    }
}

/// Measures what is text already.
pub(super) fn timed_text(sql: &str) -> Option<Timed> {
    begin(|| sql.into())
}

fn begin(statement: impl FnOnce() -> Arc<str>) -> Option<Timed> {
    let (limit, caller) = LIMIT.try_get().ok()?;
    Some(Timed { limit, caller, statement: statement(), begun: Instant::now() })
}

/// The text of a query; of one whose text never changes it is written once.
fn statement<DB, Q>(query: &Q) -> Arc<str>
where
    DB: Backend<QueryBuilder: Default> + Default + 'static,
    Q: QueryFragment<DB> + QueryId,
{
    thread_local! {
        static KNOWN: RefCell<HashMap<(TypeId, TypeId), Arc<str>>> = RefCell::default();
    }
    let Some(id) = Q::query_id() else { return text::<DB>(query).into() };
    let key = (TypeId::of::<DB>(), id);
    KNOWN.with_borrow_mut(|known| {
        Arc::clone(known.entry(key).or_insert_with(|| text::<DB>(query).into()))
    })
}

impl Drop for Timed {
    fn drop(&mut self) {
        let took = self.begun.elapsed();
        if took >= self.limit {
            tracing::warn!(
                target: "ordain::query",
                route = %self.caller,
                statement = &*self.statement,
                millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
                "a statement was slow",
            );
        }
    }
}
