//! How often the same statement runs: rows that are loaded one by one where one query would do.
//!
//! Statements are counted only where somebody watches.

use std::any::TypeId;
use std::cell::RefCell;
use std::collections::HashMap;

use diesel::backend::Backend;
use diesel::query_builder::{QueryBuilder, QueryFragment, QueryId};

/// A statement that ran again and again.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Repeated {
    /// The statement, without its values.
    pub statement: String,
    /// How often it ran.
    pub times: u32,
}

#[derive(Default)]
struct Counts(HashMap<TypeId, (String, u32)>);

tokio::task_local! {
    static COUNTS: RefCell<Counts>;
}

/// Does some work and gives the queries that ran at least `times` times in it, the most frequent
/// first.
///
/// A query in a loop, such as `post.author(&db)` of each of many posts, is one that should be asked once for
/// all: `Post::load_authors`. In development and in tests the framework logs it for each request; a
/// test makes it a failure by this function. Counted is what the work itself asks for, not what it
/// spawns.
///
/// # Examples
///
/// ```
/// # #[tokio::main]
/// # async fn main() -> ordain::Result<()> {
/// use ordain::db::{Db, prelude::*, repeated};
///
/// diesel::table! { pets (id) { id -> BigInt, name -> Text } }
///
/// let db = Db::connect("sqlite::memory:", &ordain::db::Options::default()).await?;
/// diesel::sql_query("CREATE TABLE pets (id INTEGER PRIMARY KEY, name TEXT)").execute(&db).await?;
/// let one_by_one = async {
///     for id in [1, 2, 3] {
///         pets::table.find(id).select(pets::name).optional::<String>(&db).await?;
///     }
///     ordain::Result::<()>::Ok(())
/// };
/// let (done, found) = repeated(3, one_by_one).await;
/// assert!(done.is_ok() && found[0].times == 3);
/// # Ok(())
/// # }
/// ```
pub async fn repeated<F: Future>(times: u32, work: F) -> (F::Output, Vec<Repeated>) {
    COUNTS
        .scope(RefCell::default(), async {
            let output = work.await;
            (output, COUNTS.with(|counts| counts.borrow().at_least(times)))
        })
        .await
}

impl Counts {
    fn at_least(&self, times: u32) -> Vec<Repeated> {
        let often = self.0.values().filter(|(_, count)| *count >= times);
        let mut found: Vec<Repeated> = often
            .map(|(statement, times)| Repeated { statement: statement.clone(), times: *times })
            .collect();
        found.sort_by_key(|repeated| std::cmp::Reverse(repeated.times));
        found
    }
}

/// Counts a query, if somebody watches. Queries whose text changes from time to time are no
/// repetitions of each other.
pub(super) fn note<DB, Q>(query: &Q)
where
    DB: Backend<QueryBuilder: Default> + Default,
    Q: QueryFragment<DB> + QueryId,
{
    let _ = COUNTS.try_with(|counts| {
        let Some(id) = Q::query_id() else { return };
        let mut counts = counts.borrow_mut();
        let (_, count) = counts.0.entry(id).or_insert_with(|| (text::<DB>(query), 0));
        *count += 1;
    });
}

/// The text of a query, without its values.
pub(super) fn text<DB: Backend<QueryBuilder: Default> + Default>(
    query: &impl QueryFragment<DB>,
) -> String {
    let mut builder = DB::QueryBuilder::default();
    match query.to_sql(&mut builder, &DB::default()) {
        Ok(()) => builder.finish(),
        Err(error) => error.to_string(),
    }
}
