//! Tables that are emptied and filled anew.

use ordain::db::batch;
use ordain::prelude::*;
use ordain::seed;

use super::{Book, BookCreate, Log, all, counts, database, line, noted, run};

async fn refresh(db: &Db, log: &Log) -> (String, Result<()>) {
    let mut told = Vec::new();
    let result = seed::refresh(db, &log.values(), |step| told.push(line(step))).await;
    (told.join(", "), result)
}

/// A table that is no model's, with a row.
async fn by_hand(db: &Db, columns: &str, values: &str) {
    batch(&format!("CREATE TABLE keepsakes ({columns})"), db).await.unwrap();
    batch(&format!("INSERT INTO keepsakes VALUES ({values})"), db).await.unwrap();
}

#[tokio::test]
async fn all_rows_are_those_of_the_seeders() {
    let (db, _place) = database().await;
    let log = Log::default();
    by_hand(&db, "id BIGINT PRIMARY KEY", "1").await;
    run(&db, &log, &all()).await.1.unwrap();
    // A chain of sequels, each of which refers to the one before.
    let two = Book::query().order(super::books::id.desc()).first::<Book>(&db).await.unwrap();
    let three = BookCreate {
        author_id: Set(two.author_id),
        sequel_of_id: Some(two.id),
        title: "Three".into(),
    };
    Book::create(&db, three).await.unwrap();
    let (told, result) = refresh(&db, &log).await;
    result.unwrap();
    let expected = "emptied books, emptied authors, ran authors, ran books, ran zines";
    assert_eq!(told, expected);
    // Jobs are the queue's.
    assert_eq!(counts(&db).await, (2, 2, 2));
    let ids = Book::query().order(super::books::id.asc()).select(super::books::id);
    let first: i64 = ids.first(&db).await.unwrap();
    assert_eq!(first, 1, "keys begin with 1 again");
    let kept = diesel::sql_query("DELETE FROM keepsakes").execute(&db).await.unwrap();
    assert_eq!(kept, 1);
    assert_eq!(noted(&db).await, ["authors", "books", "zines"]);
}

#[tokio::test]
async fn an_empty_database_is_filled() {
    let (db, _place) = database().await;
    let (told, result) = refresh(&db, &Log::default()).await;
    result.unwrap();
    assert!(told.ends_with("ran authors, ran books, ran zines"), "{told}");
    assert_eq!(counts(&db).await, (2, 2, 1));
}

#[tokio::test]
async fn a_row_that_somebody_else_refers_to_keeps_everything() {
    let (db, _place) = database().await;
    let log = Log::default();
    run(&db, &log, &all()).await.1.unwrap();
    let columns = "author_id BIGINT NOT NULL, FOREIGN KEY (author_id) REFERENCES authors (id)";
    by_hand(&db, columns, "1").await;
    let (told, result) = refresh(&db, &log).await;
    assert!(result.is_err() && told.is_empty(), "{told}");
    assert_eq!(counts(&db).await, (2, 2, 1));
    assert_eq!(noted(&db).await, ["authors", "books", "zines"]);
}

#[tokio::test]
async fn a_missing_argument_keeps_everything() {
    let (db, _place) = database().await;
    run(&db, &Log::default(), &all()).await.1.unwrap();
    let result = seed::refresh(&db, &seed::State::new(), |_| ()).await;
    assert!(result.unwrap_err().to_string().contains("the seeder `authors` needs a"));
    assert_eq!(counts(&db).await, (2, 2, 1));
}
