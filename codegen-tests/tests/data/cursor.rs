//! Lists that are read on from where the last page ended.

use ordain::prelude::*;
use serde_json::json;

use super::{database, operation, request, send};

#[model]
#[derive(PartialEq)]
struct Entry {
    #[key]
    #[column(sort)]
    pub id: i64,
    #[column(sort)]
    pub name: String,
    #[column(sort, filter)]
    pub rank: Option<i32>,
    #[column(sort)]
    pub weight: f64,
    #[column(sort)]
    pub at: DateTime<Utc>,
}

/// Its key is no column that clients sort by.
#[model]
#[derive(PartialEq)]
struct Crate {
    #[key]
    pub id: Uuid,
    #[column(sort)]
    pub label: String,
}

#[route(get, "/entries", policy = public)]
async fn list_entries(
    filter: Filter<Entry>,
    cursor: Cursor,
    sort: Sort<Entry>,
    db: Db,
) -> Result<CursorPage<Entry>> {
    cursor.page(Entry::query().filter(filter), sort, &db).await
}

#[route(post, "/entries", policy = public)]
async fn write_entry(new: EntryCreate, db: Db) -> Result<Entry> {
    Entry::create(&db, new).await
}

async fn entries(db: &Db) {
    for (at, name) in ["b", "a", "b", "c", "a", "b'", "d"].into_iter().enumerate() {
        let number = i32::try_from(at).unwrap();
        let new = EntryCreate {
            name: name.into(),
            rank: (at % 3 != 0).then_some(number % 2),
            weight: f64::from(number % 4) / 10.0,
            at: format!("2026-11-2{}T08:30:00.00000{at}Z", at % 5).parse().unwrap(),
        };
        Entry::create(db, new).await.unwrap();
    }
}

#[tokio::test]
async fn every_order_is_read_on_without_gaps() {
    let (db, _dir) = database().await;
    entries(&db).await;
    for text in [
        "",
        "-id",
        "name",
        "-name",
        "rank",
        "-rank",
        "rank,-name",
        "-rank,weight",
        "-weight,rank",
        "at",
        "-at,name",
        "id,name",
    ] {
        let sort = || Sort::<Entry>::parse(text).unwrap();
        let whole: Vec<Entry> = Entry::query().order(sort()).load(&db).await.unwrap();
        for limit in [1, 2, 3, 7] {
            let (mut read, mut after, mut pages) = (Vec::new(), None, 0);
            loop {
                let page =
                    Cursor::new(after, limit).page(Entry::query(), sort(), &db).await.unwrap();
                assert!(page.items.len() <= limit as usize && !page.items.is_empty());
                read.extend(page.items);
                pages += 1;
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            assert_eq!((&read, pages), (&whole, 7u32.div_ceil(limit)), "{text} by {limit}");
        }
    }
    let turned = Sort::<Entry>::default().newest_first();
    let page = Cursor::new(None, 2).page(Entry::query(), turned.clone(), &db).await.unwrap();
    assert_eq!(page.items[0].id, 7);
    let page = Cursor::new(page.next, 2).page(Entry::query(), turned, &db).await.unwrap();
    assert_eq!(page.items[0].id, 5);
}

#[tokio::test]
async fn the_key_decides_where_clients_cannot_sort_by_it() {
    let (db, _dir) = database().await;
    for _ in 0..3 {
        Crate::create(&db, CrateCreate { label: "same".into() }).await.unwrap();
    }
    let sort = || Sort::<Crate>::parse("-label").unwrap();
    assert!(Sort::<Crate>::parse("id").is_err());
    let first = Cursor::new(None, 2).page(Crate::query(), sort(), &db).await.unwrap();
    let second = Cursor::new(first.next, 2).page(Crate::query(), sort(), &db).await.unwrap();
    assert_eq!((first.items.len(), second.items.len(), second.next), (2, 1, None));
    assert!(!first.items.contains(&second.items[0]));
}

#[test]
fn a_client_reads_on_by_a_link() {
    for name in ["x", "y", "z"] {
        let body = json!({ "name": name, "weight": 1.5, "at": "2026-11-21T08:30:00Z" });
        assert_eq!(send(&request("POST", "/entries").json(&body)).status, 200);
    }
    let first = send(&request("GET", "/entries?sort=-name&limit=2"));
    assert_eq!((first.status, first.member("/items/1/name")), (200, "y".into()));
    assert!(first.json().get("total").is_none());
    let counted = send(&request("GET", "/entries?sort=-name&limit=2&total=true"));
    assert_eq!(counted.member("/total"), "3");
    let link = first.header("link").unwrap();
    let next = link.strip_prefix('<').unwrap().strip_suffix(">; rel=\"next\"").unwrap();
    let second = send(&request("GET", next));
    assert_eq!((second.status, second.member("/items/0/name")), (200, "x".into()));
    assert!(second.json()["next"].is_null() && second.header("link").is_none());
    let after = first.member("/next");
    for query in [
        format!("after={after}&sort=name"),
        format!("after={after}"),
        format!("after=zz{after}&sort=-name"),
        "after=7b7d".to_owned(),
        "after=%C3%A9".to_owned(),
        "after=".to_owned(),
    ] {
        let wrong = send(&request("GET", &format!("/entries?{query}")));
        assert_eq!((wrong.status, wrong.member("/errors/0/pointer")), (400, "/after".into()));
    }
    assert_eq!(send(&request("GET", "/entries?limit=0")).status, 422);
    assert_eq!(send(&request("GET", "/entries?limit=101")).status, 422);
    assert_eq!(send(&request("GET", "/entries?page=2")).status, 400);
    let list = operation("get", "/entries");
    let names: Vec<&str> =
        list["parameters"].as_array().unwrap().iter().filter_map(|p| p["name"].as_str()).collect();
    assert!(names.contains(&"after") && names.contains(&"limit"));
    assert!(list["responses"]["200"]["headers"].get("Link").is_some());
    assert!(list["responses"].get("400").is_some());
}
