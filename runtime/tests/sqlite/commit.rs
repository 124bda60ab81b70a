//! What waits for the writer is committed together, and no caller notices it.

use std::path::Path;
use std::time::Duration;

use ordain::Result;
use ordain::config::Synchronous;
use ordain::db::{Db, Options, RunQuery, prelude::*};

use super::{Explosive, Id, Place, add, add_below, notes, number, place, place_with, slug, sql};

/// Holds the writer, so that what is asked for meanwhile waits and is committed together.
async fn while_held<R>(db: &Db, act: impl AsyncFnOnce() -> R) -> R {
    let (begun, held) = tokio::sync::oneshot::channel();
    let (release, released) = tokio::sync::oneshot::channel::<()>();
    let holder = db.clone();
    let task = tokio::spawn(async move {
        holder
            .transaction(async |_tx| -> Result<()> {
                begun.send(()).unwrap();
                let _ = released.await;
                Ok(())
            })
            .await
    });
    held.await.unwrap();
    let result = act().await;
    release.send(()).unwrap();
    task.await.unwrap().unwrap();
    result
}

/// Asks for all of them at once, and then lets the writer have them.
async fn at_once<R: Send + 'static>(
    db: &Db,
    calls: Vec<impl Future<Output = R> + Send + 'static>,
) -> Vec<R> {
    let tasks = while_held(db, async || {
        let mut tasks = Vec::new();
        for call in calls {
            tasks.push(tokio::spawn(call));
            tokio::task::yield_now().await;
        }
        // Until each of them stands in the queue.
        tokio::time::sleep(Duration::from_millis(20)).await;
        tasks
    })
    .await;
    let mut results = Vec::new();
    for task in tasks {
        results.push(task.await.unwrap());
    }
    results
}

#[tokio::test]
async fn what_waits_together_is_committed_together_and_one_fails_alone() {
    let Place { db, dir: _dir } = place().await;
    add(&db, "taken").await.unwrap();
    let calls = (0..64).map(|n| {
        let db = db.clone();
        async move { add(&db, &if n == 31 { "taken".to_owned() } else { format!("n{n}") }).await }
    });
    let results = at_once(&db, calls.collect()).await;
    for (n, result) in results.iter().enumerate() {
        match result {
            Ok(_) => assert_ne!(n, 31),
            Err(error) => assert_eq!((n, error.status().as_u16()), (31, 409)),
        }
    }
    assert_eq!(notes::table.total(&db).await.unwrap(), 64);
    // In the order of their asking.
    let ids: Vec<i64> = results.into_iter().filter_map(Result::ok).collect();
    assert!(ids.is_sorted(), "{ids:?}");
}

/// How many commits there were, by the frames of the log that end one.
fn commits(dir: &Path) -> usize {
    let log = std::fs::read(dir.join("notes.db-wal")).unwrap();
    let size = u32::from_be_bytes(log[8..12].try_into().unwrap()) as usize;
    let frames = log[32..].chunks_exact(24 + size);
    frames.filter(|frame| frame[4..8] != [0; 4]).count()
}

#[tokio::test]
async fn sixty_four_at_once_are_few_commits() {
    let Place { db, dir } = place().await;
    let before = commits(dir.path());
    let calls = (0..64).map(|n| {
        let db = db.clone();
        async move { add(&db, &format!("n{n}")).await }
    });
    assert!(at_once(&db, calls.collect()).await.iter().all(Result::is_ok));
    let shared = commits(dir.path()) - before;
    assert!((1..=8).contains(&shared), "{shared} commits");
}

#[tokio::test]
async fn a_deferred_constraint_fails_the_one_that_breaks_it() {
    let Place { db, dir: _dir } = place().await;
    let calls = (0..20).map(|n| {
        let db = db.clone();
        async move {
            match n {
                7 => add_below(&db, "orphan", 999).await,
                n => add(&db, &format!("n{n}")).await,
            }
        }
    });
    let results = at_once(&db, calls.collect()).await;
    for (n, result) in results.iter().enumerate() {
        match result {
            Ok(_) => assert_ne!(n, 7),
            Err(error) => assert_eq!((n, error.status().as_u16()), (7, 409)),
        }
    }
    assert_eq!(notes::table.total(&db).await.unwrap(), 19);
}

#[tokio::test]
async fn a_statement_that_makes_sqlite_roll_back_fails_alone() {
    let Place { db, dir: _dir } = place().await;
    let trigger = "CREATE TRIGGER no AFTER INSERT ON notes WHEN NEW.slug = 'no'
        BEGIN SELECT RAISE(ROLLBACK, 'no'); END";
    sql(trigger, &db).await.unwrap();
    let calls = (0..20).map(|n| {
        let db = db.clone();
        async move { add(&db, &if n == 7 { "no".to_owned() } else { format!("n{n}") }).await }
    });
    let results = at_once(&db, calls.collect()).await;
    assert_eq!(results.iter().filter(|result| result.is_err()).count(), 1);
    assert!(results[7].is_err());
    assert_eq!(notes::table.total(&db).await.unwrap(), 19);
}

#[tokio::test]
async fn a_statement_that_cannot_be_done_again_is_answered_with_503_and_not_kept() {
    let Place { db, dir: _dir } = place().await;
    let calls = |round: &'static str| {
        let call = |db: Db, n| async move {
            if n == 7 {
                return add_below(&db, "orphan", 999).await.map(drop);
            }
            let slug = notes::slug.eq(format!("{round}{n}"));
            diesel::insert_into(notes::table).values(slug).execute(&db).await.map(drop)
        };
        (0..10).map(|n| call(db.clone(), n)).collect()
    };
    let statuses = |results: &[Result<()>]| -> Vec<u16> {
        let status =
            |result: &Result<()>| result.as_ref().map_or_else(|e| e.status().into(), |()| 200);
        results.iter().map(status).collect()
    };
    let first = statuses(&at_once(&db, calls("a")).await);
    assert_eq!((first[7], first[0]), (409, 503));
    let kept = first.iter().filter(|status| **status == 200).count();
    assert_eq!(u64::try_from(kept).unwrap(), notes::table.total(&db).await.unwrap());
    // After that, each is committed alone for a while.
    let mut expected = [200; 10];
    expected[7] = 409;
    assert_eq!(statuses(&at_once(&db, calls("b")).await), expected);
}

#[tokio::test]
async fn a_full_disk_fails_what_has_no_room_and_nothing_else() {
    let Place { db, dir: _dir } = place().await;
    let pages = number("SELECT page_count AS n FROM pragma_page_count", &db).await;
    // The writer's own setting, as a statement outside of any transaction.
    sql(&format!("PRAGMA max_page_count = {}", pages + 20), &db).await.unwrap();
    let calls = (0..20).map(|n| {
        let db = db.clone();
        async move {
            let long = if n == 7 { "long ".repeat(200_000) } else { String::new() };
            add(&db, &format!("{n}{long}")).await
        }
    });
    let results = at_once(&db, calls.collect()).await;
    for (n, result) in results.iter().enumerate() {
        assert_eq!(result.is_err(), n == 7, "{n}: {result:?}");
    }
    assert_eq!(notes::table.total(&db).await.unwrap(), 19);
}

#[tokio::test]
async fn a_panic_takes_back_its_own_rows_only() {
    let Place { db, dir: _dir } = place().await;
    let calls = (0..20).map(|n| {
        let db = db.clone();
        async move {
            let insert = diesel::sql_query("INSERT INTO notes (slug) VALUES (?) RETURNING id");
            let insert = insert.bind::<diesel::sql_types::Text, _>(format!("n{n}"));
            if n % 5 == 0 {
                insert.get_result::<Explosive>(&db).await.map(drop)
            } else {
                insert.get_result::<Id>(&db).await.map(drop)
            }
        }
    });
    let results = at_once(&db, calls.collect()).await;
    for (n, result) in results.iter().enumerate() {
        assert_eq!(result.is_err(), n % 5 == 0, "{n}");
    }
    assert_eq!(notes::table.total(&db).await.unwrap(), 16);
}

#[tokio::test]
async fn a_caller_who_has_gone_changes_nothing() {
    let Place { db, dir: _dir } = place().await;
    while_held(&db, async || {
        for n in 0..10 {
            let (db, slug) = (db.clone(), format!("n{n}"));
            let task = tokio::spawn(async move { add(&db, &slug).await });
            tokio::time::sleep(Duration::from_millis(2)).await;
            if n % 2 == 0 {
                task.abort();
            }
        }
    })
    .await;
    add(&db, "last").await.unwrap();
    assert_eq!(notes::table.total(&db).await.unwrap(), 6);
}

#[tokio::test]
async fn rows_that_are_inserted_one_by_one_are_kept_together() {
    let Place { db, dir: _dir } = place().await;
    // SQLite has no word for a default among values: diesel inserts these one by one.
    let rows = |slugs: [&'static str; 3]| {
        let rows: Vec<_> = slugs
            .into_iter()
            .map(|slug| (notes::slug.eq(slug), None::<i64>.map(|id| notes::parent_id.eq(id))))
            .collect();
        diesel::insert_into(notes::table).values(rows)
    };
    assert_eq!(rows(["a", "b", "c"]).execute(&db).await.unwrap(), 3);
    assert_eq!(rows(["d", "e", "a"]).execute(&db).await.unwrap_err().status(), 409);
    db.transaction(async |tx| -> Result<()> {
        assert_eq!(rows(["f", "g", "a"]).execute(tx).await.unwrap_err().status(), 409);
        rows(["h", "i", "j"]).execute(tx).await?;
        Ok(())
    })
    .await
    .unwrap();
    assert_eq!(notes::table.total(&db).await.unwrap(), 6);
}

#[tokio::test]
async fn statements_that_need_no_transaction_get_none() {
    let Place { db, dir: _dir } = place().await;
    add(&db, "a").await.unwrap();
    sql("VACUUM", &db).await.unwrap();
    sql("PRAGMA foreign_keys = OFF", &db).await.unwrap();
    add_below(&db, "orphan", 999).await.unwrap();
    // A transaction begun by text is not left open for others to fall into.
    sql("BEGIN", &db).await.unwrap();
    add(&db, "b").await.unwrap();
    assert_eq!(slug(&db, 3).await.unwrap(), "b");
}

#[tokio::test]
async fn every_setting_of_durability_is_set() {
    for (synchronous, level) in [(Synchronous::Full, 2), (Synchronous::Normal, 1)] {
        let Place { db, dir: _dir } =
            place_with(Options { synchronous, ..Options::default() }).await;
        // Asked of the writer: a reader has nothing to synchronize.
        let set = db.transaction(async |tx| -> Result<(i64, i64)> {
            Ok((
                number("SELECT synchronous AS n FROM pragma_synchronous", tx).await,
                number("SELECT foreign_keys AS n FROM pragma_foreign_keys", tx).await,
            ))
        });
        assert_eq!(set.await.unwrap(), (level, 1));
    }
}
