//! Routes of accounts under a prefix of the application's choice, one of which it replaces.
//!
//! A program of its own, because a program has one model of accounts.
#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use codegen_tests::client::Request;
use codegen_tests::server::Server;
use ordain::migrate::create_tables;
use ordain::prelude::*;
use serde_json::json;

#[policy]
enum Right {
    Nothing,
}

#[policy(permissions = Right)]
enum Rank {
    #[grants(all)]
    Member,
}

/// A person with an account.
#[model(identity(login = name, password = hash, role = rank, routes = "/people/in"))]
struct Person {
    #[key]
    pub id: i64,
    #[unique]
    pub name: String,
    #[secret]
    pub hash: PasswordHash,
    #[column(default = "Member")]
    pub rank: Rank,
}

/// Register nobody.
#[route(post, "/people/in/register", policy = public)]
async fn closed() -> String {
    "closed".to_owned()
}

/// End no session.
#[route(delete, "/people/in/sessions/{number}", policy = public)]
async fn keep(number: i64) -> String {
    format!("{number} goes on")
}

#[test]
fn a_route_of_the_application_takes_the_place_of_that_of_accounts() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("people.db").display());
    let variables = [
        ("ORDAIN_ENV", "test"),
        ("ORDAIN_AUTH__SECRET", "a secret of the tests, long enough for all"),
        ("ORDAIN_DATABASE__MIGRATE", "off"),
        ("DATABASE_URL", &*url),
    ];
    let app = App::new().on_start(async |started| {
        create_tables(started.db()?).await?;
        let new = PersonCreate { name: "ada".to_owned(), hash: Missing, rank: None };
        let hash = PasswordHash::of("correct horse").await?;
        Person::create(started.db()?, new.hash(hash)).await?;
        Ok(())
    });
    let server = Server::start(app, &variables).unwrap();
    let post = |path: &str, body| server.send(&Request::new("POST", path).json(&body));
    let own = post("/people/in/register", json!({}));
    assert_eq!((own.status, own.text()), (200, "closed".to_owned()));
    let own = server.send(&Request::new("DELETE", "/people/in/sessions/7"));
    assert_eq!((own.status, own.text()), (200, "7 goes on".to_owned()));
    let signed_in =
        post("/people/in/login", json!({ "login": "ada", "password": "correct horse" }));
    assert_eq!(signed_in.status, 200, "{}", signed_in.text());
    assert_eq!(post("/auth/login", json!({})).status, 404);
    // Nobody manages accounts, so there is nothing to manage them by.
    let token = signed_in.member("/access_token");
    let grants = Request::new("GET", "/people/in/accounts/1/roles").bearer(&token);
    assert_eq!(server.send(&grants).status, 404);
    let paths = server.get("/openapi.json").json()["paths"].clone();
    assert_eq!(paths["/people/in/register"]["post"]["summary"], "Register nobody");
    assert!(paths["/people/in/sessions/{number}"]["delete"].is_object());
    assert!(paths.get("/people/in/sessions/{session}").is_none());
}
