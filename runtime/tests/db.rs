//! The database layer on real SQLite files, with a table written by hand.
#![cfg(feature = "sqlite")]
#![allow(missing_docs, clippy::items_after_statements, clippy::unwrap_used, reason = "a test")]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use diesel::backend::Backend;
use diesel::deserialize::FromSql;
use diesel::row::NamedRow;
use diesel::sql_types::{BigInt, Text};
use ordain::db::{
    Db, Executor, Isolation, Options, Paging, RunQuery, TransactionOptions, Tx, prelude::*,
};
use ordain::{Error, Result};

diesel::table! {
    notes (id) {
        id -> BigInt,
        slug -> Text,
        stars -> Integer,
        parent_id -> Nullable<BigInt>,
    }
}

const SCHEMA: &str = "CREATE TABLE notes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    slug TEXT NOT NULL UNIQUE,
    stars INTEGER NOT NULL DEFAULT 0 CONSTRAINT \"notes.stars\" CHECK (stars <= 5),
    parent_id INTEGER REFERENCES notes (id))";

struct Place {
    db: Db,
    dir: tempfile::TempDir,
}

impl Place {
    fn url(&self) -> String {
        format!("sqlite:{}", self.dir.path().join("notes.db").display())
    }
}

async fn place() -> Place {
    impatient(Duration::from_secs(5)).await
}

async fn impatient(patience: Duration) -> Place {
    let dir = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", dir.path().join("notes.db").display());
    let db =
        Db::connect(&url, &Options { busy_timeout: patience, ..Options::default() }).await.unwrap();
    diesel::sql_query(SCHEMA).execute(&db).await.unwrap();
    Place { db, dir }
}

async fn add(x: impl Executor, slug: &str) -> Result<i64> {
    let insert = diesel::sql_query("INSERT INTO notes (slug) VALUES (?) RETURNING id");
    let Id { id } = insert.bind::<Text, _>(slug.to_owned()).get_result(x).await?;
    Ok(id)
}

#[derive(diesel::QueryableByName)]
struct Id {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

async fn slugs(x: impl Executor) -> Vec<String> {
    notes::table.order(notes::id).select(notes::slug).load(x).await.unwrap()
}

fn is_send<T: Send>(value: T) -> T {
    value
}

#[tokio::test]
async fn rows_are_written_read_and_counted() {
    let Place { db, dir: _dir } = place().await;
    assert_eq!(add(&db, "a").await.unwrap(), 1);
    assert_eq!(add(&db, "b").await.unwrap(), 2);
    assert_eq!(slugs(&db).await, ["a", "b"]);

    let b = notes::table.filter(notes::slug.eq("b"));
    assert_eq!(b.select(notes::id).first::<i64>(&db).await.unwrap(), 2);
    let row: Option<(i64, String, i32, Option<i64>)> = b.optional(&db).await.unwrap();
    assert_eq!(row, Some((2, "b".to_owned(), 0, None)));
    assert_eq!(b.total(&db).await.unwrap(), 1);
    assert_eq!(notes::table.total(&db).await.unwrap(), 2);
    assert_eq!(notes::table.count().first::<i64>(&db).await.unwrap(), 2);
    assert!(b.exists(&db).await.unwrap());
    assert!(!notes::table.filter(notes::id.gt(9)).exists(&db).await.unwrap());

    let changed = diesel::update(b).set(notes::stars.eq(4)).execute(&db).await.unwrap();
    assert_eq!(changed, 1);
    let gone = diesel::delete(notes::table.find(1)).execute(&db).await.unwrap();
    assert_eq!(gone, 1);
    let missing = notes::table.find(1).select(notes::id).first::<i64>(&db).await.unwrap_err();
    assert_eq!(missing.status(), 404);
}

#[tokio::test]
async fn a_page_has_its_rows_and_the_total() {
    let Place { db, dir: _dir } = place().await;
    for n in 0..45 {
        add(&db, &format!("n{n:02}")).await.unwrap();
    }
    let query = notes::table.order(notes::id.desc()).select(notes::slug);
    let page = query.page::<String>(Paging::new(3, 20).unwrap(), &db).await.unwrap();
    assert_eq!((page.items.len(), page.total, page.pages()), (5, Some(45), Some(3)));
    assert!(!page.has_next);
    assert_eq!(page.items[0], "n04");

    let few = notes::table.select(notes::slug).filter(notes::id.lt(4));
    let page = few.page::<String>(Paging::default(), &db).await.unwrap();
    assert_eq!((page.items.len(), page.total), (3, Some(3)));
    let far =
        notes::table.page::<(i64, String, i32, Option<i64>)>(Paging::new(9, 20).unwrap(), &db);
    assert_eq!(far.await.unwrap().total, Some(45));
}

#[tokio::test]
async fn a_page_that_is_not_counted_knows_whether_another_follows() {
    let Place { db, dir: _dir } = place().await;
    for n in 0..4 {
        add(&db, &format!("n{n}")).await.unwrap();
    }
    let query = notes::table.order(notes::id.desc()).select(notes::slug);
    for (page, rows, has_next) in [(1, vec!["n3", "n2"], true), (2, vec!["n1", "n0"], false)] {
        let paging = Paging::new(page, 2).unwrap().without_total();
        let page = query.page::<String>(paging, &db).await.unwrap();
        assert_eq!((page.total, page.has_next, page.pages()), (None, has_next, None));
        assert_eq!(page.items, rows);
    }
}

/// The rows of two tables have columns of the same name, and a query may have a limit of its own.
#[tokio::test]
async fn a_part_of_any_query_is_taken() {
    let Place { db, dir: _dir } = place().await;
    for slug in ["a", "b", "c"] {
        add(&db, slug).await.unwrap();
    }
    let other = diesel::alias!(notes as other);
    let pairs = notes::table
        .inner_join(other.on(other.field(notes::id).gt(notes::id)))
        .order((notes::id.desc(), other.field(notes::id).desc()))
        .select((notes::id, other.field(notes::id), notes::slug));
    let first: (i64, i64, String) = pairs.first(&db).await.unwrap();
    assert_eq!(first, (2, 3, "b".to_owned()));
    let page: Page<(i64, i64, String)> = pairs.page(Paging::new(2, 2).unwrap(), &db).await.unwrap();
    assert_eq!((page.items, page.total), (vec![(1, 2, "a".to_owned())], Some(3)));
    let last: i64 = notes::table
        .group_by(notes::stars)
        .select(diesel::dsl::count(notes::id))
        .limit(5)
        .first(&db)
        .await
        .unwrap();
    assert_eq!(last, 3);
}

#[tokio::test]
async fn statements_of_sql_text_run_too() {
    #[derive(diesel::QueryableByName)]
    struct Stars {
        #[diesel(sql_type = diesel::sql_types::Integer)]
        stars: i32,
    }
    let Place { db, dir: _dir } = place().await;
    add(&db, "a").await.unwrap();
    let raise = "UPDATE notes SET stars = stars + ? RETURNING stars";
    let rows: Vec<Stars> =
        diesel::sql_query(raise).bind::<diesel::sql_types::Integer, _>(3).load(&db).await.unwrap();
    assert_eq!(rows[0].stars, 3);
    let row: Stars = diesel::sql_query("SELECT stars FROM notes").get_result(&db).await.unwrap();
    assert_eq!(row.stars, 3);
    let read: Vec<Stars> = diesel::sql_query("  select stars from notes").load(&db).await.unwrap();
    assert_eq!(read.len(), 1);
}

#[tokio::test]
async fn a_broken_constraint_is_told_with_its_column() {
    let Place { db, dir: _dir } = place().await;
    add(&db, "a").await.unwrap();
    let taken = add(&db, "a").await.unwrap_err();
    assert_eq!((taken.status().as_u16(), &*taken.violations()[0].pointer), (409, "/slug"));
    assert_eq!(taken.violations()[0].code, "unique");

    let stars =
        diesel::update(notes::table).set(notes::stars.eq(6)).execute(&db).await.unwrap_err();
    assert_eq!((stars.status().as_u16(), &*stars.violations()[0].pointer), (422, "/stars"));
    let orphan = diesel::update(notes::table).set(notes::parent_id.eq(99)).execute(&db).await;
    assert_eq!(orphan.unwrap_err().status(), 409);
    let null = diesel::sql_query("INSERT INTO notes (slug) VALUES (NULL)").execute(&db).await;
    let null = null.unwrap_err();
    assert_eq!((null.status().as_u16(), &*null.violations()[0].pointer), (422, "/slug"));
    let wrong = diesel::sql_query("SELECT nonsense").execute(&db).await.unwrap_err();
    assert_eq!(wrong.status(), 500);
}

#[tokio::test]
async fn a_transaction_is_kept_whole_or_not_at_all() {
    let Place { db, dir: _dir } = place().await;
    let id = db
        .transaction(async |tx| {
            add(tx, "a").await?;
            assert_eq!(slugs(tx).await, ["a"]);
            // Nobody else sees it before the end.
            assert!(slugs(&db).await.is_empty());
            add(tx, "b").await
        })
        .await
        .unwrap();
    assert_eq!(id, 2);

    let failed = db
        .transaction(async |tx| -> Result<()> {
            add(tx, "c").await?;
            Err(Error::forbidden("no"))
        })
        .await;
    assert_eq!(failed.unwrap_err().status(), 403);
    // A failed statement does not end the transaction by itself.
    db.transaction(async |tx| -> Result<()> {
        assert_eq!(add(tx, "a").await.unwrap_err().status(), 409);
        add(tx, "d").await?;
        Ok(())
    })
    .await
    .unwrap();
    assert_eq!(slugs(&db).await, ["a", "b", "d"]);
}

#[derive(Debug)]
enum Own {
    Taken,
    Other(Error),
}

impl From<Error> for Own {
    fn from(error: Error) -> Self {
        if error.status() == 409 { Self::Taken } else { Self::Other(error) }
    }
}

#[tokio::test]
async fn the_error_may_be_the_applications_own() {
    let Place { db, dir: _dir } = place().await;
    let write = async |tx: &Tx| -> Result<i64, Own> {
        add(tx, "a").await?;
        Ok(add(tx, "a").await?)
    };
    assert!(matches!(db.transaction(write).await, Err(Own::Taken)));
    db.close().await;
    assert!(matches!(db.transaction(write).await, Err(Own::Other(e)) if e.status() == 503));
}

#[tokio::test]
async fn sqlite_takes_every_isolation_level() {
    let Place { db, .. } = place().await;
    for isolation in [Isolation::ReadCommitted, Isolation::RepeatableRead, Isolation::Serializable]
    {
        let options = TransactionOptions { isolation, retries: 3 };
        let kept = db.transaction_with(&options, async |tx| {
            add(tx, "a").await?;
            diesel::sql_query("UPDATE notes SET slug = slug || id").execute(tx).await
        });
        is_send(kept).await.unwrap();
    }
    assert_eq!(slugs(&db).await.len(), 3);
}

#[tokio::test]
async fn a_panic_rolls_back_and_ends_no_thread() {
    let Place { db, dir: _dir } = place().await;
    let inside = db.clone();
    let task = tokio::spawn(is_send(async move {
        inside
            .transaction(async |tx| -> Result<()> {
                add(tx, "a").await?;
                panic!("on purpose");
            })
            .await
    }));
    assert!(task.await.unwrap_err().is_panic());
    assert!(slugs(&db).await.is_empty());

    // A panic on the database's own thread: in the conversion of a row.
    #[derive(Debug)]
    struct Explosive;
    impl<DB: Backend> diesel::Queryable<BigInt, DB> for Explosive
    where
        i64: FromSql<BigInt, DB>,
    {
        type Row = i64;
        fn build(_: i64) -> diesel::deserialize::Result<Self> {
            panic!("on purpose");
        }
    }
    impl<DB: Backend> diesel::QueryableByName<DB> for Explosive {
        fn build<'a>(_: &impl NamedRow<'a, DB>) -> diesel::deserialize::Result<Self> {
            panic!("on purpose");
        }
    }
    add(&db, "b").await.unwrap();
    let query = notes::table.select(notes::id);
    for _ in 0..5 {
        assert_eq!(query.load::<Explosive>(&db).await.unwrap_err().status(), 500);
        assert_eq!(
            query.page::<Explosive>(Paging::default(), &db).await.unwrap_err().status(),
            500
        );
        let insert = diesel::sql_query("INSERT INTO notes (slug) VALUES ('c') RETURNING id");
        let error = insert.get_result::<Explosive>(&db).await.unwrap_err();
        assert_eq!(error.status(), 500);
    }
    assert_eq!(query.order(notes::id).first::<i64>(&db).await.unwrap(), 2 - 1);
    add(&db, "d").await.unwrap();
}

#[tokio::test]
async fn a_dropped_transaction_rolls_back() {
    let Place { db, dir: _dir } = place().await;
    let never = db.transaction(async |tx| -> Result<()> {
        add(tx, "a").await?;
        std::future::pending().await
    });
    assert!(tokio::time::timeout(Duration::from_millis(50), never).await.is_err());
    assert_eq!(add(&db, "a").await.unwrap(), 1);
    assert_eq!(slugs(&db).await, ["a"]);
}

#[tokio::test]
async fn transactions_inside_one_another_fail_alone() {
    let Place { db, dir: _dir } = place().await;
    db.transaction(async |tx| -> Result<()> {
        add(tx, "a").await?;
        let inner = tx
            .transaction(async |tx| -> Result<()> {
                add(tx, "b").await?;
                tx.transaction(async |tx| add(tx, "c").await).await?;
                Err(Error::conflict("changed my mind"))
            })
            .await;
        assert_eq!(inner.unwrap_err().status(), 409);
        tx.transaction(async |inner| -> Result<()> {
            add(inner, "d").await?;
            // The outer one is not to be used meanwhile, nor a second one begun beside.
            assert_eq!(add(tx, "e").await.unwrap_err().status(), 500);
            assert!(tx.transaction(async |tx| add(tx, "f").await).await.is_err());
            Ok(())
        })
        .await?;
        let dropped = tx.transaction(async |tx| -> Result<()> {
            add(tx, "g").await?;
            std::future::pending().await
        });
        assert!(tokio::time::timeout(Duration::from_millis(50), dropped).await.is_err());
        add(tx, "h").await?;
        Ok(())
    })
    .await
    .unwrap();
    assert_eq!(slugs(&db).await, ["a", "d", "h"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_writers_lose_nothing() {
    let Place { db, dir: _dir } = place().await;
    let failures = Arc::new(AtomicUsize::new(0));
    let tasks: Vec<_> = (0..16)
        .map(|task| {
            let (db, failures) = (db.clone(), Arc::clone(&failures));
            tokio::spawn(async move {
                for n in 0..10 {
                    let slug = format!("{task}-{n}");
                    let result = if n % 2 == 0 {
                        add(&db, &slug).await.map(drop)
                    } else {
                        db.transaction(async |tx| {
                            let id = add(tx, &slug).await?;
                            let row = diesel::update(notes::table.find(id));
                            row.set(notes::stars.eq(1)).execute(tx).await.map(drop)
                        })
                        .await
                    };
                    if result.is_err() {
                        failures.fetch_add(1, Ordering::Relaxed);
                    }
                    let _ = notes::table.total(&db).await.unwrap();
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(failures.load(Ordering::Relaxed), 0);
    assert_eq!(notes::table.total(&db).await.unwrap(), 160);
    assert_eq!(notes::table.filter(notes::stars.eq(1)).total(&db).await.unwrap(), 80);
}

#[tokio::test]
async fn waiting_for_the_writer_ends_in_503_and_the_statement_never_runs() {
    let Place { db, dir: _dir } = impatient(Duration::from_millis(100)).await;
    db.transaction(async |tx| -> Result<()> {
        let refused = add(&db, "late").await.unwrap_err();
        assert_eq!(refused.status(), 503);
        let second = db.transaction(async |tx| add(tx, "later").await).await.unwrap_err();
        assert_eq!(second.status(), 503);
        let status = db.pool_status();
        assert_eq!((status.most, status.open, status.idle, status.refused), (5, 5, 4, 2));
        add(tx, "a").await?;
        Ok(())
    })
    .await
    .unwrap();
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(slugs(&db).await, ["a"]);
}

#[tokio::test]
async fn a_lock_of_another_process_ends_in_503() {
    let place = impatient(Duration::from_millis(100)).await;
    let other = Db::connect(
        &place.url(),
        &Options { busy_timeout: Duration::from_millis(100), ..Options::default() },
    )
    .await
    .unwrap();
    other
        .transaction(async |_tx| -> Result<()> {
            assert_eq!(add(&place.db, "a").await.unwrap_err().status(), 503);
            let begun = place.db.transaction(async |tx| add(tx, "a").await).await;
            assert_eq!(begun.unwrap_err().status(), 503);
            Ok(())
        })
        .await
        .unwrap();
    add(&place.db, "a").await.unwrap();
    assert_eq!(slugs(&other).await, ["a"]);
}

#[tokio::test]
async fn readers_refuse_to_write() {
    let Place { db, dir: _dir } = place().await;
    // Looks like a plain select to the text check, and SQLite has no such function anyway; the
    // pragma is what holds.
    let query = diesel::sql_query("SELECT query_only FROM pragma_query_only");
    #[derive(diesel::QueryableByName)]
    struct Only {
        #[diesel(sql_type = diesel::sql_types::Integer)]
        query_only: i32,
    }
    let row: Only = query.get_result(&db).await.unwrap();
    assert_eq!(row.query_only, 1);
}

#[tokio::test]
async fn closing_answers_everyone() {
    let Place { db, dir: _dir } = place().await;
    let (holder, waiter) = (db.clone(), db.clone());
    let held = tokio::spawn(async move {
        holder
            .transaction(async |tx| -> Result<()> {
                add(tx, "a").await?;
                tokio::time::sleep(Duration::from_millis(100)).await;
                add(tx, "b").await?;
                Ok(())
            })
            .await
    });
    tokio::time::sleep(Duration::from_millis(30)).await;
    let waiting = tokio::spawn(async move { add(&waiter, "c").await });
    tokio::time::sleep(Duration::from_millis(20)).await;
    tokio::time::timeout(Duration::from_secs(2), db.close()).await.unwrap();
    assert_eq!(waiting.await.unwrap().unwrap_err().status(), 503);
    assert_eq!(held.await.unwrap().unwrap_err().status(), 503);
    assert_eq!(add(&db, "d").await.unwrap_err().status(), 503);
    assert_eq!(db.ping().await.unwrap_err().status(), 503);
}

#[tokio::test]
async fn what_was_answered_is_there_when_the_database_is_opened_again() {
    let place = place().await;
    add(&place.db, "a").await.unwrap();
    let again = Db::connect(
        &place.url(),
        &Options { busy_timeout: Duration::from_secs(1), ..Options::default() },
    )
    .await
    .unwrap();
    again.ping().await.unwrap();
    assert_eq!(slugs(&again).await, ["a"]);
    place.db.close().await;
    drop(again);
    let third = Db::connect(
        &place.url(),
        &Options { busy_timeout: Duration::from_secs(1), ..Options::default() },
    )
    .await
    .unwrap();
    assert_eq!(slugs(&third).await, ["a"]);
}

#[tokio::test]
async fn a_database_in_memory_works_and_is_its_own() {
    let db = Db::connect(
        "sqlite::memory:",
        &Options { busy_timeout: Duration::from_millis(200), ..Options::default() },
    )
    .await
    .unwrap();
    diesel::sql_query(SCHEMA).execute(&db).await.unwrap();
    add(&db, "a").await.unwrap();
    db.transaction(async |tx| add(tx, "b").await).await.unwrap();
    assert_eq!(slugs(&db).await, ["a", "b"]);
    let query = notes::table.select(notes::slug).order(notes::id);
    assert_eq!(query.page::<String>(Paging::default(), &db).await.unwrap().total, Some(2));
    let other = Db::connect(
        "sqlite::memory:",
        &Options { busy_timeout: Duration::from_millis(200), ..Options::default() },
    )
    .await
    .unwrap();
    assert!(notes::table.total(&other).await.is_err());
}

#[tokio::test]
async fn a_database_that_cannot_be_opened_is_named() {
    let wrong = Db::connect(
        "sqlite:/nowhere/at/all.db",
        &Options { busy_timeout: Duration::from_secs(1), ..Options::default() },
    )
    .await;
    let error = wrong.unwrap_err();
    assert!(error.source_chain().contains("`/nowhere/at/all.db`"), "{error}");
    let wrong = Db::connect(
        "mongo://u:hush@h/d",
        &Options { busy_timeout: Duration::from_secs(1), ..Options::default() },
    )
    .await;
    let error = wrong.unwrap_err();
    assert!(error.source_chain().contains("`mongo:`"), "{error}");
    assert!(!format!("{error:?}").contains("hush"), "{error:?}");
}
