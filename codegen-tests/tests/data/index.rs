//! Indexes over several columns and checks of one.

use diesel::sql_types::Text;
use ordain::db::Dialect;
use ordain::model::{IndexSpec, Model};
use ordain::prelude::*;

use super::{database, told};

#[model(
    index(owner, price),
    index(price, where = "NOT sold"),
    unique(owner, title),
    unique(title, where = "sold")
)]
struct Offer {
    #[key]
    pub id: i64,
    pub owner: i64,
    #[column(name = headline)]
    pub title: String,
    #[column(check = "price > 0 AND price < 1000")]
    #[validate(range(max = 5000))]
    pub price: i32,
    #[column(default = false)]
    pub sold: bool,
}

fn offer(owner: i64, title: &str, price: i32) -> OfferCreate {
    OfferCreate { owner, title: title.into(), price, sold: None }
}

#[derive(diesel::QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    sql: String,
}

#[tokio::test]
async fn indexes_of_several_columns_are_made() {
    let last = IndexSpec { columns: &["headline"], unique: true, condition: Some("sold") };
    assert_eq!(Offer::SPEC.indexes[3], last);
    let (db, _dir) = database().await;
    // The others tell it in other words, which the tests of migrations compare.
    if db.dialect() != Dialect::Sqlite {
        return;
    }
    let lines: Vec<Line> = diesel::sql_query(
        "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'offers' ORDER BY sql",
    )
    .load(&db)
    .await
    .unwrap();
    let found: Vec<&str> =
        lines.iter().map(|line| line.sql.split(" ON ").nth(1).unwrap()).collect();
    assert_eq!(
        found,
        [
            r#""offers" ("owner", "price")"#,
            r#""offers" ("price") WHERE NOT sold"#,
            r#""offers" ("headline") WHERE sold"#,
            r#""offers" ("owner", "headline")"#,
        ]
    );
}

#[tokio::test]
async fn two_rows_differ_in_a_unique_index() {
    let (db, _dir) = database().await;
    Offer::create(&db, offer(1, "a", 1)).await.unwrap();
    Offer::create(&db, offer(2, "a", 1)).await.unwrap();
    assert_eq!(told(Offer::create(&db, offer(1, "a", 1)).await), (409, "/owner /title".into()));
    let sold = |owner| OfferCreate { sold: Some(true), ..offer(owner, "a", 1) };
    Offer::create(&db, sold(3)).await.unwrap();
    assert_eq!(told(Offer::create(&db, sold(4)).await), (409, "/title".into()));
}

#[tokio::test]
async fn a_check_is_the_databases() {
    let (db, _dir) = database().await;
    for price in [0, 1000] {
        assert_eq!(told(Offer::create(&db, offer(1, "a", price)).await), (422, "/price".into()));
    }
    assert_eq!(Offer::SPEC.column("price").unwrap().check, Some("price > 0 AND price < 1000"));
}
