//! Rows that are read one after another.

use diesel::sql_types::BigInt;
use futures_util::{StreamExt, TryStreamExt};
use ordain::db::{Dialect, Options, Rows};
use ordain::prelude::*;
use serde_json::json;

use super::{database, operation, request, send};

#[dto(column)]
#[derive(Debug, Clone, Copy, PartialEq)]
enum Size {
    Small,
    Large,
}

#[model]
struct Grain {
    #[key]
    pub id: i64,
    pub size: Size,
}

/// All grains, a line each.
#[route(get, "/grains", policy = public)]
async fn all_grains(db: Db) -> Result<Lines<Rows<Grain>>> {
    Ok(Lines(Grain::query().order(grains::id).stream(&db).await?))
}

#[route(post, "/grains", policy = public)]
async fn add_grains(db: Db) -> Result<NoContent> {
    grow(&db, 3_000).await?;
    Ok(NoContent)
}

async fn grow(db: &Db, count: usize) -> Result<()> {
    let new = (0..count)
        .map(|at| GrainCreate { size: if at % 2 == 0 { Size::Small } else { Size::Large } });
    Grain::create_many(db, new).await.map(drop)
}

#[tokio::test]
async fn all_rows_come_in_their_order() {
    let (db, _place) = database().await;
    grow(&db, 1_000).await.unwrap();
    let mut rows = Grain::query().order(grains::id.desc()).stream::<Grain>(&db).await.unwrap();
    let first = rows.next().await.unwrap().unwrap();
    assert_eq!(first.size, Size::Large);
    let rest: Vec<Grain> = rows.try_collect().await.unwrap();
    assert!(rest.len() == 999 && rest.is_sorted_by(|one, other| one.id > other.id));
    let none = Grain::query().filter(grains::id.eq(-1));
    let mut none = none.stream::<Grain>(&db).await.unwrap();
    assert!(none.next().await.is_none() && none.next().await.is_none());
}

#[tokio::test]
async fn a_reader_may_leave_and_the_pool_is_whole() {
    let (db, place) = database().await;
    grow(&db, 2_000).await.unwrap();
    let small = Options { pool_size: 1, ..Options::default() };
    let db = Db::connect(place.url(), &small).await.unwrap();
    for _ in 0..5 {
        let mut rows = Grain::query().stream::<Grain>(&db).await.unwrap();
        assert!(rows.next().await.unwrap().is_ok());
        drop(rows);
        assert_eq!(Grain::count(&db).await.unwrap(), 2_000);
    }
}

#[derive(diesel::QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

#[tokio::test]
async fn rows_are_taken_while_others_are_still_made() {
    let (db, _place) = database().await;
    let last = match db.dialect() {
        // It has no recursion without an end.
        Dialect::Mysql => "WHERE number < 900",
        _ => "",
    };
    let endless = format!(
        "WITH RECURSIVE numbers (number) AS (SELECT CAST(1 AS {}) UNION ALL \
         SELECT number + 1 FROM numbers {last}) SELECT number FROM numbers",
        if db.dialect() == Dialect::Mysql { "SIGNED" } else { "BIGINT" },
    );
    let rows = diesel::sql_query(endless).stream::<Number>(&db).await.unwrap();
    let few: Vec<i64> = rows.take(500).map_ok(|row| row.number).try_collect().await.unwrap();
    assert_eq!(few, (1..=500).collect::<Vec<_>>());
}

#[tokio::test]
async fn what_goes_wrong_is_told_in_its_place() {
    let (db, _place) = database().await;
    grow(&db, 3).await.unwrap();
    let broken = diesel::sql_query("SELECT nothing FROM nowhere");
    assert_eq!(broken.stream::<Number>(&db).await.unwrap_err().status(), 500);
    // A text that no size has, put there behind the back of the checks.
    let unknown =
        grains::table.select((grains::id, diesel::dsl::sql("'huge' AS size"))).order(grains::id);
    let error = unknown.stream::<Grain>(&db).await.unwrap_err();
    assert!(error.source_chain().contains("huge"), "{}", error.source_chain());
}

#[tokio::test]
async fn a_transaction_goes_on_between_its_rows() {
    let (db, _place) = database().await;
    grow(&db, 100).await.unwrap();
    db.transaction(async |tx| {
        let mut rows = Grain::query().order(grains::id).stream::<Grain>(tx).await?;
        while let Some(grain) = rows.next().await {
            let grain = grain?;
            if grain.size == Size::Small {
                grain.delete(tx).await?;
            }
        }
        ordain::Result::<()>::Ok(())
    })
    .await
    .unwrap();
    assert_eq!(Grain::count(&db).await.unwrap(), 50);
}

#[test]
fn a_reply_streams_them() {
    assert_eq!(send(&request("POST", "/grains")).status, 204);
    let answer = send(&request("GET", "/grains"));
    assert_eq!(answer.status, 200);
    let lines: Vec<serde_json::Value> =
        answer.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((lines.len(), &lines[0]["size"]), (3_000, &json!("Small")));
    let described = operation("get", "/grains")["responses"]["200"]["content"].clone();
    let line = &described["application/x-ndjson"]["schema"]["$ref"];
    assert_eq!(line, "#/components/schemas/Grain");
}
