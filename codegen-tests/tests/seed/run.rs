//! Seeders that are run: once, in their order, wholly or not at all.

use ordain::db::{Options, batch};
use ordain::prelude::*;
use ordain::seed::{self, Order, State as Values};

use super::{Author, AuthorCreate, Log, all, counts, database, named, noted, run};

#[tokio::test]
async fn each_runs_once_after_those_that_it_needs() {
    let (db, _place) = database().await;
    let log = Log::default();
    assert!(noted(&db).await.is_empty());
    let (told, result) = run(&db, &log, &all()).await;
    result.unwrap();
    assert_eq!(told, "ran authors, ran books, ran zines");
    assert_eq!(counts(&db).await, (2, 2, 1));
    let (told, result) = run(&db, &log, &all()).await;
    result.unwrap();
    assert_eq!(told, "skipped authors, skipped books, skipped zines");
    assert_eq!(log.lines(), ["authors", "books", "zines"]);
    assert_eq!(counts(&db).await, (2, 2, 1));
    assert_eq!(noted(&db).await, ["authors", "books", "zines"]);
}

#[tokio::test]
async fn a_named_one_runs_with_what_it_needs_and_again_when_asked() {
    let (db, _place) = database().await;
    let log = Log::default();
    assert_eq!(run(&db, &log, &named(&["books"])).await.0, "ran authors, ran books");
    assert_eq!(run(&db, &log, &named(&["books"])).await.0, "skipped books");
    let again = Order { again: true, ..named(&["books"]) };
    let (told, result) = run(&db, &log, &again).await;
    result.unwrap();
    assert_eq!(told, "ran books");
    assert_eq!(counts(&db).await, (2, 4, 2));
    assert_eq!(noted(&db).await, ["authors", "books"]);
    let (told, result) = run(&db, &log, &named(&["zines", "boks"])).await;
    let error = result.unwrap_err();
    assert_eq!((told.as_str(), error.status().as_u16()), ("", 404));
    let text = "there is no seeder `boks`; there are `authors`, `books`, `zines`";
    assert_eq!(error.detail(), text);
}

#[tokio::test]
async fn one_that_fails_leaves_nothing_and_those_before_it_stay() {
    let (db, _place) = database().await;
    let log = Log::default();
    // One that says that something cannot be reached is not tried again.
    let failures: [fn() -> Error; 2] =
        [|| Error::internal("no paper"), || Error::unavailable("no paper")];
    for (failure, told_before) in failures.into_iter().zip(["ran authors", "skipped authors"]) {
        log.fail(Some(failure));
        let (told, result) = run(&db, &log, &all()).await;
        assert_eq!(told, told_before);
        let text = result.unwrap_err().to_string();
        assert!(text.contains("the seeder `books` failed: no paper"), "{text}");
        assert_eq!(counts(&db).await, (2, 0, 0));
        assert_eq!(noted(&db).await, ["authors"]);
    }
    assert_eq!(log.lines(), ["authors", "books", "books"]);
    log.fail(None);
    assert_eq!(run(&db, &log, &all()).await.0, "skipped authors, ran books, ran zines");
    assert_eq!(counts(&db).await, (2, 2, 1));
}

#[tokio::test]
async fn what_the_database_refuses_is_said() {
    let (db, _place) = database().await;
    Author::create(&db, AuthorCreate { name: "Bo".into() }).await.unwrap();
    let (told, result) = run(&db, &Log::default(), &all()).await;
    let text = result.unwrap_err().to_string();
    assert_eq!(told, "");
    assert!(text.contains("the seeder `authors` failed: ") && text.contains("/name"), "{text}");
    assert_eq!(counts(&db).await.0, 1);
}

#[tokio::test]
async fn a_missing_argument_is_told_before_anything_runs() {
    let (db, _place) = database().await;
    let result = seed::run(&db, &Values::new(), &all(), |_| ()).await;
    let text = result.unwrap_err().to_string();
    assert!(text.contains("the seeder `authors` needs a `seed::Log`"), "{text}");
    assert_eq!(counts(&db).await.0, 0);
}

#[tokio::test]
async fn the_database_of_a_seeder_ends_with_it() {
    let (db, _place) = database().await;
    let log = Log::default();
    run(&db, &log, &all()).await.1.unwrap();
    let kept = log.0.lock().unwrap().kept.take().unwrap();
    assert_eq!(kept.dialect(), db.dialect());
    let new = AuthorCreate { name: "Cy".into() };
    assert!(Author::create(&kept, new.clone()).await.is_err());
    assert!(kept.ping().await.is_err());
    kept.close().await;
    assert!(kept.transaction(async |tx| Author::create(tx, new).await).await.is_err());
    assert_eq!(counts(&db).await.0, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_that_begin_at_once_run_each_once() {
    let (db, place) = database().await;
    let log = Log::default();
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..10 {
        let (url, log) = (place.url().to_owned(), log.clone());
        let runtime = tokio::runtime::Handle::current();
        tasks.spawn_blocking(move || {
            runtime.block_on(async {
                let db = Db::connect(&url, &Options::default()).await.unwrap();
                run(&db, &log, &all()).await.1.unwrap();
                db.close().await;
            });
        });
    }
    tasks.join_all().await;
    assert_eq!(counts(&db).await, (2, 2, 1));
    let mut lines = log.lines();
    lines.sort_unstable();
    assert_eq!(lines, ["authors", "books", "zines"]);
}

#[tokio::test]
async fn a_note_of_a_seeder_that_is_gone_is_shown() {
    let (db, _place) = database().await;
    run(&db, &Log::default(), &all()).await.1.unwrap();
    batch("INSERT INTO __ordain_seeds (name) VALUES ('cards')", &db).await.unwrap();
    let standings = seed::status(&db).await.unwrap();
    let last = standings.last().unwrap();
    assert!(last.name == "cards" && last.spec.is_none() && last.ran.is_some(), "{last:?}");
    let books = standings[1].spec.unwrap();
    assert_eq!((books.name(), books.module()), ("books", "seed"));
    assert_eq!(books.after()[0].path(), "seed::authors");
}
