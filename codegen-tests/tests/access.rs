//! `ordain::testing::access_matrix`: it finds nothing where all is well, and everything that is not as
//! declared.
//!
//! A program of its own, because it calls every route of its program.
#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use actix_web::web::{self, ServiceConfig};
use ordain::prelude::*;
use ordain::testing::{AccessMatrix, Server, access_matrix};

#[policy]
enum Permission {
    WriteNotes,
}

#[policy(permissions = Permission)]
enum Role {
    #[grants()]
    Guest,
    #[grants(WriteNotes)]
    Clerk,
}

#[model]
struct Note {
    #[key]
    pub id: i64,
    #[unique]
    pub slug: String,
    #[read_only]
    pub owner_id: i64,
}

#[policy]
fn own_note(actor: &Actor, note: &Note) -> bool {
    actor.id == note.owner_id
}

#[routes("/notes")]
mod routes {
    use super::*;

    #[route(get, "/", policy = public)]
    async fn list() {}

    #[route(post, "/", policy = Permission::WriteNotes)]
    async fn write(new: NoteCreate) -> NoContent {
        let _ = new;
        NoContent
    }

    #[route(patch, "/{id}", policy = any(own_note, Permission::WriteNotes))]
    async fn edit(note: Authorized<Note>) -> String {
        note.into_inner().slug
    }

    #[route(delete, "/{id}", policy = own_note)]
    async fn remove(note: Authorized<Note>) -> NoContent {
        let _ = note;
        NoContent
    }

    #[route(get, "/{slug}/{*rest}", policy = authenticated)]
    async fn rest(slug: String, rest: String) -> String {
        slug + &rest
    }

    #[route(head, "/count", policy = not(Role::Clerk))]
    async fn count() {}

    /// It decides by itself, which no declaration tells of.
    #[route(get, "/moody", policy = public, hidden)]
    pub(super) async fn moody() -> Result<NoContent> {
        if std::env::var("ORDAIN_TEST_MOOD").is_ok() {
            return Ok(NoContent);
        }
        Err(Error::forbidden("not today"))
    }
}

async fn differences(app: App) -> Vec<String> {
    let server = Server::start(app).await.unwrap();
    let matrix = AccessMatrix::of(&server).without::<routes::moody>();
    let found = matrix.differences().await.unwrap();
    server.stop().await.unwrap();
    found.iter().map(ToString::to_string).collect()
}

#[tokio::test]
async fn what_is_guarded_as_declared_makes_no_difference() {
    assert_eq!(differences(App::new()).await, [""; 0]);
}

/// Plain actix is asked first, so these are in front of declared routes.
fn in_front(services: &mut ServiceConfig) {
    services
        .route("/notes/count", web::head().to(async || "all of them"))
        .route("/notes/{slug}/{rest}", web::get().to(async || "anybody"))
        .route("/notes/{id}", web::delete().to(async || "gone"));
}

#[tokio::test]
async fn a_guard_that_is_passed_by_is_found() {
    let found = differences(App::new().configure(in_front)).await;
    let expected = [
        "GET /notes/{slug}/{*rest}, nobody: no, so 401, and it is 200",
        "HEAD /notes/count, Clerk: no, so 403, and it is 200",
        "DELETE /notes/{id}, nobody: no, so 401, and it is 200",
        "DELETE /notes/{id}, Guest: depends on own_note, so 400, 403 or 404, and it is 200",
        "DELETE /notes/{id}, Clerk: depends on own_note, so 400, 403 or 404, and it is 200",
    ];
    for line in &expected {
        assert!(found.iter().any(|found| found == line), "{line}\nin {found:#?}");
    }
    assert_eq!(found.len(), expected.len(), "{found:#?}");
}

#[tokio::test]
async fn a_route_that_refuses_whom_it_should_accept_is_found() {
    let server = Server::start(App::new()).await.unwrap();
    let found = AccessMatrix::of(&server).differences().await.unwrap();
    let callers: Vec<&str> = found.iter().map(|found| &*found.caller).collect();
    assert_eq!(callers, ["nobody", "Guest", "Clerk"]);
    assert!(found.iter().all(|found| found.route == "GET /notes/moody" && found.found == "403"));

    // The whole test fails, with a table.
    let failed = tokio::spawn(async move { access_matrix(&server).await }).await.unwrap_err();
    let panic = failed.into_panic();
    let text = panic.downcast_ref::<String>().unwrap();
    let table = "\
ROUTE             CALLER  MATRIX  EXPECTED          ANSWER
GET /notes/moody  nobody  yes     not 401, not 403  403
GET /notes/moody  Guest   yes     not 401, not 403  403
GET /notes/moody  Clerk   yes     not 401, not 403  403
";
    assert!(text.contains(table), "{text}");
}

#[tokio::test]
async fn a_server_of_a_test_is_as_the_test_says() {
    let variables = [("ORDAIN_SERVER__BODY_LIMIT", "1KB"), ("ORDAIN_DOCS__ENABLED", "false")];
    let server = Server::start_with(App::new(), &variables).await.unwrap();
    let db = server.running().started().db().unwrap();
    let new = NoteCreate { slug: "first".to_owned(), owner_id: Set(7) };
    let note = Note::create(db, new).await.unwrap();
    let routes = server.running().routes();
    assert!(routes.iter().all(|spec| spec.path != "/docs"), "it is switched off");
    let url = format!("http://{}/notes/{}", server.address(), note.id);
    let edit = async |id: i64| {
        let (url, token) = (url.clone(), server.token(id, Role::Guest).unwrap());
        let asked = tokio::task::spawn_blocking(move || {
            let agent: ureq::Agent =
                ureq::Agent::config_builder().http_status_as_error(false).build().into();
            let request = agent.patch(url).header("Authorization", format!("Bearer {token}"));
            request.send_empty().unwrap().status().as_u16()
        });
        asked.await.unwrap()
    };
    assert_eq!((edit(7).await, edit(8).await), (200, 403));
    server.stop().await.unwrap();
}
