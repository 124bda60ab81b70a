//! The optimistic lock: versions, `ETag` and `If-Match`.

use ordain::model::Model;
use ordain::prelude::*;
use serde_json::json;

use super::{database, operation, request, send, told};

#[model(soft_delete)]
#[derive(PartialEq)]
struct Draft {
    #[key]
    pub id: i64,
    #[unique]
    pub slug: String,
    #[version]
    pub revision: i32,
    pub deleted_at: Option<DateTime<Utc>>,
}

#[model]
struct Note {
    #[key]
    pub id: i64,
    pub text: String,
    #[version]
    pub version: i64,
}

#[route(post, "/drafts", policy = public)]
async fn write_draft(new: DraftCreate, db: Db) -> Result<Created<Draft>> {
    Ok(Created::new(Draft::create(&db, new).await?))
}

#[route(get, "/drafts/{slug}", policy = public)]
async fn show_draft(draft: Found<Draft>) -> Draft {
    draft.into_inner()
}

#[route(get, "/maybe/{slug}", policy = public)]
async fn maybe_draft(slug: String, db: Db) -> Result<Option<Draft>> {
    Draft::find_by_slug_optional(&db, slug).await
}

#[route(patch, "/drafts/{slug}", policy = public)]
async fn edit_draft(draft: Found<Draft>, change: DraftUpdate, db: Db) -> Result<Draft> {
    draft.update(&db, change).await
}

#[route(delete, "/drafts/{slug}", policy = public)]
async fn delete_draft(draft: Found<Draft>, db: Db) -> Result<()> {
    draft.delete(&db).await
}

/// Something about a draft, not of it.
#[route(post, "/drafts/{slug}/copy", policy = public)]
async fn copy_draft(draft: Found<Draft>) -> Draft {
    draft.into_inner()
}

fn slug(text: &str) -> DraftUpdate {
    DraftUpdate { slug: Some(text.into()) }
}

#[tokio::test]
async fn a_change_of_what_was_changed_meanwhile_is_refused() {
    let (db, _dir) = database().await;
    let first = Draft::create(&db, DraftCreate { slug: "a".into() }).await.unwrap();
    assert_eq!((first.revision, first.version()), (1, Some(1)));
    let second = first.update(&db, slug("b")).await.unwrap();
    assert_eq!(second.revision, 2);
    let late = first.update(&db, slug("c")).await.unwrap_err();
    assert_eq!((late.status().as_u16(), late.code()), (412, "precondition_failed"));
    assert_eq!(told(first.delete(&db).await).0, 412);
    assert_eq!(Draft::find(&db, first.id).await.unwrap(), second);
    second.delete(&db).await.unwrap();
    assert_eq!(told(second.update(&db, slug("d")).await).0, 404);
    assert_eq!(Draft::SPEC.version, Some("revision"));

    let note = Note::create(&db, NoteCreate { text: "a".into() }).await.unwrap();
    note.update(&db, NoteUpdate { text: Some("b".into()) }).await.unwrap();
    assert_eq!(told(note.delete(&db).await).0, 412);
    Note::find(&db, note.id).await.unwrap().delete(&db).await.unwrap();
    assert_eq!(told(note.delete(&db).await).0, 404);
}

#[tokio::test]
async fn of_changes_at_the_same_time_one_is_kept() {
    let (db, _dir) = database().await;
    let draft = Draft::create(&db, DraftCreate { slug: "a".into() }).await.unwrap();
    let changes = ["b", "c", "d", "e"].map(|text| draft.update(&db, slug(text)));
    let results = futures_util::future::join_all(changes).await;
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
    assert_eq!(Draft::find(&db, draft.id).await.unwrap().revision, 2);
}

#[test]
fn a_client_says_which_version_it_means() {
    let created = send(&request("POST", "/drafts").json(&json!({ "slug": "met" })));
    assert_eq!((created.status, created.header("etag")), (201, Some("\"1\"")));
    assert_eq!(send(&request("GET", "/drafts/met")).header("etag"), Some("\"1\""));
    assert_eq!(send(&request("GET", "/maybe/met")).header("etag"), Some("\"1\""));
    let patch = || request("PATCH", "/drafts/met").json(&json!({ "slug": "met" }));
    let missing = send(&patch());
    assert_eq!((missing.status, missing.member("/code")), (428, "precondition_required".into()));
    let wrong = send(&patch().header("If-Match", "\"7\""));
    assert_eq!((wrong.status, wrong.member("/code")), (412, "precondition_failed".into()));
    assert_eq!(send(&patch().header("If-Match", "W/\"1\"")).status, 412);
    let changed = send(&patch().header("If-Match", "\"7\", \"1\""));
    assert_eq!((changed.status, changed.header("etag")), (200, Some("\"2\"")));
    assert_eq!(send(&patch().header("If-Match", "*")).status, 200);
    assert_eq!(send(&request("POST", "/drafts/met/copy")).status, 200);
    assert_eq!(send(&request("DELETE", "/drafts/met")).status, 428);
    assert_eq!(send(&request("DELETE", "/drafts/met").header("If-Match", "\"3\"")).status, 204);
}

#[test]
fn the_document_knows_the_lock() {
    let edit = operation("patch", "/drafts/{slug}");
    let header = edit["parameters"].as_array().unwrap().iter().find(|p| p["name"] == "If-Match");
    assert_eq!(header.unwrap()["required"], true);
    for status in ["412", "428"] {
        assert!(edit["responses"].get(status).is_some(), "{status}");
    }
    assert!(edit["responses"]["200"]["headers"].get("ETag").is_some());
    let show = operation("get", "/drafts/{slug}");
    assert!(show["responses"].get("428").is_none());
    assert!(show["responses"]["200"]["headers"].get("ETag").is_some());
    let write = operation("post", "/drafts");
    assert!(write["responses"]["201"]["headers"].get("ETag").is_some());
    let copy = operation("post", "/drafts/{slug}/copy");
    assert!(copy["responses"].get("428").is_none());
}
