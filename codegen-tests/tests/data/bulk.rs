//! Many rows at once, and rows that may be there already.

use ordain::prelude::*;

use super::{database, told};

#[model(timestamps, soft_delete)]
#[derive(PartialEq)]
struct Item {
    #[key]
    pub id: i64,
    #[unique]
    #[validate(length(max = 8))]
    pub code: String,
    #[unique]
    pub alias: Option<String>,
    #[column(default = "plain text")]
    pub kind: String,
    #[column(default = -1_000)]
    pub stock: Option<i32>,
    #[column(default = true)]
    pub listed: bool,
    #[read_only]
    pub owner: i64,
    #[version]
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub deleted_at: Option<DateTime<Utc>>,
}

#[model]
#[derive(PartialEq)]
struct Piece {
    #[key]
    pub id: Uuid,
    #[unique]
    pub name: String,
}

fn item(code: &str) -> ItemCreate<Set<i64>> {
    ItemCreate {
        code: code.into(),
        alias: None,
        kind: None,
        stock: None,
        listed: None,
        owner: Set(7),
    }
}

#[tokio::test]
async fn many_rows_are_created_in_few_statements() {
    let (db, _dir) = database().await;
    let given = ItemCreate { kind: Some("x".into()), stock: Some(None), ..item("given") };
    let rows = Item::create_many(&db, [item("a"), given, item("c")]).await.unwrap();
    assert_eq!(rows.len(), 3);
    let one = Item::create(&db, item("one")).await.unwrap();
    let a = Item::find_by_code(&db, "a").await.unwrap();
    assert_eq!((&*a.kind, a.stock, a.listed, a.owner), ("plain text", Some(-1000), true, 7));
    assert_eq!((one.kind, one.stock, one.listed), (a.kind.clone(), a.stock, a.listed));
    assert!(a.version == 1 && a.created_at == a.updated_at && a.deleted_at.is_none());
    let given = Item::find_by_code(&db, "given").await.unwrap();
    assert_eq!((&*given.kind, given.stock), ("x", None));
    assert!(rows.contains(&a) && rows.contains(&given));
    assert!(Item::create_many(&db, Vec::<ItemCreate<Set<i64>>>::new()).await.unwrap().is_empty());

    let many = (0..10_000).map(|at| item(&format!("n{at}")));
    assert_eq!(Item::create_many(&db, many).await.unwrap().len(), 10_000);
    assert_eq!(Item::count(&db).await.unwrap(), 10_004);
    let pieces = ["x", "y"].map(|name| PieceCreate { name: name.into() });
    let pieces = Piece::create_many(&db, pieces).await.unwrap();
    assert!(pieces[0].id != pieces[1].id && pieces[0].id.get_version_num() == 7);
}

#[model]
#[derive(PartialEq)]
struct Chip {
    #[key]
    pub maker: String,
    #[key]
    pub number: i32,
    #[column(default = 3)]
    pub layers: i32,
}

#[tokio::test]
async fn rows_with_given_keys_are_created_and_changed_by_them() {
    let (db, _dir) = database().await;
    let chip = |at: i32| ChipCreate { maker: format!("m{}", at % 7), number: at, layers: None };
    let mut chips = Chip::create_many(&db, (0..3_000).map(chip)).await.unwrap();
    chips.sort_by_key(|chip| chip.number);
    assert!(chips.iter().enumerate().all(|(at, chip)| {
        (chip.maker == format!("m{}", at % 7)) && chip.number as usize == at && chip.layers == 3
    }));
    let keys = || (0..2_000).map(|at| (format!("m{}", at % 7), at));
    let change = ChipUpdate { layers: Some(5) };
    assert_eq!(Chip::update_many(&db, keys(), change).await.unwrap(), 2_000);
    let thick = Chip::query().filter(chips::layers.eq(5));
    assert_eq!(thick.total(&db).await.unwrap(), 2_000);
    assert_eq!(Chip::delete_many(&db, keys().chain(keys())).await.unwrap(), 2_000);
    assert_eq!(Chip::count(&db).await.unwrap(), 1_000);
}

/// A row of nothing but its key.
#[model]
#[derive(PartialEq)]
struct Knot {
    #[key]
    pub rope: i64,
    #[key]
    pub place: String,
}

#[tokio::test]
async fn rows_with_given_keys_may_be_there_already() {
    let (db, _dir) = database().await;
    let chip = |number, layers| ChipCreate { maker: "m".into(), number, layers };
    let first = Chip::upsert(&db, chip(1, Some(4))).await.unwrap();
    assert_eq!((first.number, first.layers), (1, 4));
    let again = Chip::upsert(&db, chip(1, Some(5))).await.unwrap();
    assert_eq!((again.layers, Chip::count(&db).await.unwrap()), (5, 1));
    let many = Chip::upsert_many(&db, (1..4).map(|number| chip(number, Some(6)))).await.unwrap();
    assert!(many.len() == 3 && many.iter().all(|chip| chip.layers == 6));
    assert_eq!(Chip::count(&db).await.unwrap(), 3);

    let knot = || KnotCreate { rope: 1, place: "end".into() };
    let tied = Knot::upsert(&db, knot()).await.unwrap();
    assert_eq!(Knot::upsert(&db, knot()).await.unwrap(), tied, "twice is once");
    assert_eq!(told(Knot::create(&db, knot()).await).0, 409);
    assert_eq!(Knot::count(&db).await.unwrap(), 1);
    db.transaction(async |tx| Knot::upsert(tx, knot()).await).await.unwrap();
}

#[tokio::test]
async fn many_rows_are_changed_and_deleted_in_few_statements() {
    let (db, _dir) = database().await;
    let rows = Item::create_many(&db, (0..40).map(|at| item(&format!("n{at}")))).await.unwrap();
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    rows[0].delete(&db).await.unwrap();
    tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    let change = ItemUpdate { listed: Some(false), ..ItemUpdate::default().owner(9) };
    let (changed, found) =
        ordain::db::repeated(1, Item::update_many(&db, ids[..20].to_vec(), change)).await;
    assert_eq!((changed.unwrap(), found), (19, vec![]), "a deleted row stays as it is");
    let one = Item::find(&db, ids[1]).await.unwrap();
    assert_eq!((one.listed, one.owner, one.version, &*one.kind), (false, 9, 2, "plain text"));
    assert!(one.updated_at > one.created_at);
    let other = Item::find(&db, ids[20]).await.unwrap();
    assert_eq!((other.listed, other.owner, other.version), (true, 7, 1));
    assert_eq!(Item::update_many(&db, ids.clone(), ItemUpdate::default()).await.unwrap(), 0);
    let taken = ItemUpdate { code: Some("n30".into()), ..Default::default() };
    assert_eq!(told(Item::update_many(&db, [ids[5]], taken).await), (409, "/code".into()));
    let long = ItemUpdate { code: Some("far too long".into()), ..Default::default() };
    assert_eq!(told(Item::update_many(&db, [ids[5]], long).await), (422, "/code".into()));

    assert_eq!(Item::delete_many(&db, ids[..10].to_vec()).await.unwrap(), 9);
    assert_eq!(Item::count(&db).await.unwrap(), 30);
    assert_eq!(Item::with_deleted().total(&db).await.unwrap(), 40, "they are marked only");
    let none: [i64; 0] = [];
    assert_eq!(Item::delete_many(&db, none).await.unwrap(), 0);
}

#[tokio::test]
async fn many_rows_that_may_be_there_are_written_at_once() {
    let (db, _dir) = database().await;
    let old = Item::create_many(&db, ["a", "b", "c"].map(item)).await.unwrap();
    let new = ["b", "c", "d", "e"].map(|code| ItemCreate { stock: Some(Some(7)), ..item(code) });
    let mut rows = Item::upsert_many_by_code(&db, new).await.unwrap();
    rows.sort_by(|one, other| one.code.cmp(&other.code));
    let codes: Vec<&str> = rows.iter().map(|row| &*row.code).collect();
    assert_eq!(codes, ["b", "c", "d", "e"]);
    let b = old.iter().find(|row| row.code == "b").unwrap();
    assert_eq!((rows[0].id, rows[0].version, rows[0].stock), (b.id, 2, Some(7)));
    assert_eq!((rows[2].version, Item::count(&db).await.unwrap()), (1, 5));
    let twice = Item::upsert_many_by_code(&db, ["f", "f"].map(item)).await;
    match db.dialect() {
        ordain::db::Dialect::Postgres => assert_eq!(told(twice).0, 409),
        _ => assert_eq!(Item::find_by_code(&db, "f").await.unwrap().version, 2),
    }
}

#[tokio::test]
async fn a_broken_rule_is_told_as_of_a_single_row() {
    let (db, _dir) = database().await;
    let twice = Item::create_many(&db, [item("a"), item("a")]).await;
    assert_eq!(told(twice), (409, "/code".into()));
    let long = Item::create_many(&db, [item("b"), item("far too long")]).await;
    assert_eq!(told(long), (422, "/code".into()));
    assert_eq!(Item::count(&db).await.unwrap(), 0);
}

#[tokio::test]
async fn a_row_that_is_there_is_changed() {
    let (db, _dir) = database().await;
    let new = Item::upsert_by_code(&db, item("a")).await.unwrap();
    tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    let other = ItemCreate { stock: Some(Some(5)), owner: Set(8), ..item("a") };
    let same = Item::upsert_by_code(&db, other).await.unwrap();
    assert_eq!((same.id, same.stock, same.owner, same.version), (new.id, Some(5), 8, 2));
    assert!(same.created_at == new.created_at && same.updated_at > new.updated_at);
    same.delete(&db).await.unwrap();
    let again = Item::upsert_by_code(&db, item("a")).await.unwrap();
    assert!(again.id != new.id && again.version == 1);
    let first = Piece::upsert_by_name(&db, PieceCreate { name: "x".into() }).await.unwrap();
    let second = Piece::upsert_by_name(&db, PieceCreate { name: "x".into() }).await.unwrap();
    assert_eq!(first, second);
}
