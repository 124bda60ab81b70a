//! Rows that are only marked as deleted.

use std::slice;

use ordain::model::Model;
use ordain::prelude::*;

use super::{database, request, send, told};

#[model(soft_delete, unique(folder, title))]
#[derive(PartialEq)]
struct Memo {
    #[key]
    pub id: i64,
    #[unique]
    pub slug: String,
    #[column(default = "inbox")]
    pub folder: String,
    pub title: String,
    pub deleted_at: Option<DateTime<Utc>>,
}

#[model]
struct Remark {
    #[key]
    pub id: i64,
    #[belongs_to(Memo)]
    pub memo_id: i64,
    pub text: String,
}

#[route(post, "/memos", policy = public)]
async fn write_memo(new: MemoCreate, db: Db) -> Result<Created<Memo>> {
    Ok(Created::new(Memo::create(&db, new).await?))
}

#[route(get, "/memos/{slug}", policy = public)]
async fn show_memo(memo: Found<Memo>) -> Memo {
    memo.into_inner()
}

#[route(delete, "/memos/{slug}", policy = public)]
async fn delete_memo(memo: Found<Memo>, db: Db) -> Result<NoContent> {
    memo.delete(&db).await?;
    Ok(NoContent)
}

fn memo(slug: &str) -> MemoCreate {
    MemoCreate { slug: slug.into(), folder: None, title: slug.into() }
}

#[tokio::test]
async fn a_deleted_row_is_hidden_everywhere() {
    let (db, _dir) = database().await;
    let a = Memo::create(&db, memo("a")).await.unwrap();
    let b = Memo::create(&db, memo("b")).await.unwrap();
    assert_eq!(a.deleted_at, None);
    a.delete(&db).await.unwrap();
    assert_eq!(told(Memo::find(&db, a.id).await).0, 404);
    assert_eq!(told(Memo::find_by_slug(&db, "a").await).0, 404);
    assert_eq!(Memo::find_optional(&db, a.id).await.unwrap(), None);
    assert!(!Memo::exists(&db, a.id).await.unwrap());
    assert_eq!(Memo::count(&db).await.unwrap(), 1);
    assert_eq!(Memo::find_many(&db, vec![a.id, b.id]).await.unwrap(), slice::from_ref(&b));
    let all: Vec<Memo> = Memo::query().filter(memos::id.gt(0)).load(&db).await.unwrap();
    assert_eq!(all, [b]);
    let change = || MemoUpdate { title: Some("x".into()), ..Default::default() };
    assert_eq!(told(a.update(&db, change()).await).0, 404);
    assert_eq!(told(a.update(&db, MemoUpdate::default()).await).0, 404);
    assert_eq!(told(a.delete(&db).await).0, 404);
    let deleted: Vec<Memo> =
        Memo::with_deleted().filter(memos::deleted_at.is_not_null()).load(&db).await.unwrap();
    assert!(deleted.len() == 1 && deleted[0].id == a.id && deleted[0].deleted_at.is_some());
}

#[tokio::test]
async fn what_refers_to_a_deleted_row_stays() {
    let (db, _dir) = database().await;
    let a = Memo::create(&db, memo("a")).await.unwrap();
    let new = RemarkCreate { memo_id: Set(a.id), text: "hm".into() };
    let remark = Remark::create(&db, new).await.unwrap();
    a.delete(&db).await.unwrap();
    assert_eq!(Remark::count(&db).await.unwrap(), 1);
    assert_eq!(told(remark.memo(&db).await).0, 404);
}

#[tokio::test]
async fn a_deleted_row_frees_its_unique_values_until_it_is_restored() {
    let (db, _dir) = database().await;
    let a = Memo::create(&db, memo("a")).await.unwrap();
    assert_eq!(told(a.restore(&db).await).0, 404);
    let same = MemoCreate { title: "other".into(), ..memo("a") };
    assert_eq!(told(Memo::create(&db, same).await), (409, "/slug".into()));
    let twin = MemoCreate { title: "a".into(), ..memo("other") };
    assert_eq!(told(Memo::create(&db, twin.clone()).await), (409, "/folder /title".into()));
    a.delete(&db).await.unwrap();
    let again = MemoCreate { title: "again".into(), ..memo("a") };
    let again = Memo::create(&db, again).await.unwrap();
    assert_eq!(told(a.restore(&db).await), (409, "/slug".into()));
    again.delete(&db).await.unwrap();
    assert_eq!(a.restore(&db).await.unwrap(), a);
    assert_eq!(Memo::find_by_slug(&db, "a").await.unwrap(), a);
    assert_eq!(Memo::SPEC.soft_delete, Some("deleted_at"));
}

#[test]
fn a_client_does_not_meet_deleted_rows() {
    let body = serde_json::json!({ "slug": "met", "title": "t" });
    assert_eq!(send(&request("POST", "/memos").json(&body)).status, 201);
    let given = serde_json::json!({ "slug": "x", "title": "x", "deleted_at": null });
    assert_eq!(send(&request("POST", "/memos").json(&given)).status, 422);
    assert_eq!(send(&request("GET", "/memos/met")).status, 200);
    assert_eq!(send(&request("DELETE", "/memos/met")).status, 204);
    assert_eq!(send(&request("GET", "/memos/met")).status, 404);
    assert_eq!(send(&request("DELETE", "/memos/met")).status, 404);
}
