//! Statements that the database prepares once.

use ordain::db::Dialect;
use ordain::prelude::*;

use super::database;

#[model]
struct Sheet {
    #[key]
    pub id: i64,
    pub title: String,
    #[column(default = false)]
    pub folded: bool,
    #[column(default = 4)]
    pub corners: Option<i32>,
}

#[derive(diesel::QueryableByName)]
struct Prepared {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    n: i64,
}

#[tokio::test]
async fn an_insert_is_prepared_once_whatever_is_given() {
    let (db, _place) = database().await;
    let sheet = |folded, corners| SheetCreate { title: "a".into(), folded, corners };
    let count = db
        .transaction(async |tx| {
            for new in [sheet(None, None), sheet(Some(true), None), sheet(None, Some(None))] {
                Sheet::create(tx, new).await?;
            }
            if db.dialect() != Dialect::Postgres {
                return Ok(None);
            }
            let sql = "SELECT COUNT(*) AS n FROM pg_prepared_statements \
                       WHERE statement LIKE 'INSERT INTO \"sheets\"%'";
            let Prepared { n } = diesel::sql_query(sql).get_result(tx).await?;
            Ok::<_, Error>(Some(n))
        })
        .await
        .unwrap();
    assert!(count.is_none_or(|count| count == 1), "{count:?}");
    let rows: Vec<(bool, Option<i32>)> = sheets::table
        .select((sheets::folded, sheets::corners))
        .order(sheets::id)
        .load(&db)
        .await
        .unwrap();
    assert_eq!(rows, [(false, Some(4)), (true, Some(4)), (false, None)]);
}

#[policy]
fn folded(_: &Actor, sheet: &Sheet) -> bool {
    sheet.folded
}

#[tokio::test]
async fn a_connection_keeps_many_statements() {
    let (db, _place) = database().await;
    let new = SheetCreate { title: "a".into(), folded: Some(true), corners: None };
    Sheet::create(&db, new).await.unwrap();
    let actor = Actor::new(1, ());
    db.transaction(async |tx| {
        for _ in 0..2 {
            for count in 0..40 {
                // Each number of conditions is a statement of its own.
                let more = (0..count).map(|_| folded::scope(&actor));
                let scope = more.fold(folded::scope(&actor), |all, one| all & one);
                assert_eq!(Sheet::query().filter(scope).total(tx).await?, 1);
            }
        }
        Ok::<_, Error>(())
    })
    .await
    .unwrap();
}
