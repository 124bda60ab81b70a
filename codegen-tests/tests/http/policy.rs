//! Who may call.

use std::sync::LazyLock;

use codegen_tests::server::Server;
use ordain::prelude::*;
use serde_json::json;

use super::{Article, Post, Right, assert_problem, get, own_article, request, send, start, token};

static PRODUCTION: LazyLock<Server> = LazyLock::new(|| start("prod"));

#[dto]
struct Note {
    text: String,
}

/// What stands beside an article.
#[model]
struct Remark {
    #[key]
    pub id: i64,
    #[read_only]
    pub owner_id: i64,
}

#[policy]
fn own_remark(actor: &Actor, remark: &Remark) -> bool {
    actor.id == remark.owner_id
}

#[routes("/policy", policy = authenticated)]
mod routes {
    use super::*;

    #[route(get, "/anybody", policy = public)]
    async fn anybody() {}

    #[route(get, "/somebody")]
    async fn somebody(actor: Actor) -> String {
        actor.id.to_string()
    }

    #[route(post, "/clerk", policy = Right::Write)]
    async fn clerk(note: Note) -> String {
        note.text
    }

    #[route(get, "/chief", policy = Post::Chief)]
    async fn chief() {}

    #[route(get, "/both", policy = all(Right::Write, Right::Erase))]
    async fn both() {}

    #[route(get, "/stranger", policy = not(Post::Guest))]
    async fn stranger(actor: Option<Actor>) -> String {
        actor.map_or("stranger".to_owned(), |actor| actor.id.to_string())
    }

    #[route(get, "/articles/{slug}", policy = public)]
    async fn found(article: Found<Article>) -> String {
        article.into_inner().slug
    }

    #[route(put, "/articles/{id}", policy = any(own_article, Right::Erase))]
    async fn own(article: Authorized<Article>, note: Note) -> String {
        format!("{} {}", article.slug, note.text)
    }

    #[route(get, "/articles/{slug}/remarks/{remark_id}", policy = own_remark)]
    async fn remark(remark: Authorized<Remark>, article: Found<Article>) -> String {
        format!("{} {}", article.slug, remark.id)
    }

    #[route(get, "/articles/{article_id}/of/{id}", policy = own_article)]
    pub(super) async fn of(id: u8, article: Authorized<Article>) -> String {
        format!("{id} {}", article.id)
    }
}

fn call(method: &str, path: &str, token: &str) -> codegen_tests::client::Answer {
    send(&request(method, path).bearer(token).json(&json!({"text": "x"})))
}

#[test]
fn a_stranger_is_asked_to_sign_in() {
    assert_eq!(get("/policy/anybody").status, 204);
    let answer = get("/policy/somebody");
    assert_problem(&answer, 401, "unauthorized");
    assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
    let answer = call("GET", "/policy/somebody", "forged");
    assert_problem(&answer, 401, "unauthorized");
    assert!(answer.header("www-authenticate").is_some_and(|value| value.starts_with("Bearer")));
    assert_eq!(call("GET", "/policy/somebody", &token(7, ())).text(), "7");
    assert_eq!(
        send(&request("GET", "/policy/somebody").header("Authorization", "Basic x")).status,
        401
    );
}

#[test]
fn permissions_and_roles_decide() {
    for (path, guest, clerk, chief) in [
        ("/policy/chief", 403, 403, 204),
        ("/policy/both", 403, 403, 204),
        ("/policy/stranger", 403, 200, 200),
    ] {
        assert_eq!(call("GET", path, &token(1, Post::Guest)).status, guest, "{path}");
        assert_eq!(call("GET", path, &token(1, Post::Clerk)).status, clerk, "{path}");
        assert_eq!(call("GET", path, &token(1, Post::Chief)).status, chief, "{path}");
    }
    assert_eq!(get("/policy/stranger").text(), "stranger");
    assert_eq!(call("POST", "/policy/clerk", &token(1, Post::Clerk)).text(), "x");
}

#[test]
fn who_may_not_call_learns_nothing_of_the_body() {
    let broken = request("POST", "/policy/clerk").body("application/json", "{");
    assert_problem(&send(&broken), 401, "unauthorized");
    assert_problem(&send(&broken.bearer(&token(1, Post::Guest))), 403, "forbidden");
    let put = request("PUT", "/policy/articles/2").bearer(&token(1, Post::Guest));
    assert_problem(&send(&put.body("text/plain", "x")), 403, "forbidden");
}

#[test]
fn a_denial_explains_itself_in_development_only() {
    let guest = token(1, Post::Guest);
    let answer = call("POST", "/policy/clerk", &guest);
    assert_problem(&answer, 403, "forbidden");
    assert!(answer.member("/detail").contains("Right::Write"), "{}", answer.text());
    assert!(answer.member("/detail").contains("Guest"), "{}", answer.text());
    let request = request("POST", "/policy/clerk").bearer(&guest).json(&json!({"text": "x"}));
    let answer = PRODUCTION.send(&request);
    assert_problem(&answer, 403, "forbidden");
    assert_eq!(answer.member("/detail"), "you may not do this");
    assert_eq!(PRODUCTION.get("/policy/somebody").member("/detail"), "sign in to do this");
}

#[test]
fn a_policy_over_a_row_is_asked_with_the_row() {
    let put = |path: &str, token: &str| call("PUT", path, token);
    assert_eq!(put("/policy/articles/1", &token(1, Post::Guest)).text(), "first x");
    assert_problem(&put("/policy/articles/1", &token(2, Post::Guest)), 403, "forbidden");
    assert_eq!(put("/policy/articles/1", &token(2, Post::Chief)).text(), "first x");
    assert_problem(&put("/policy/articles/9", &token(1, Post::Guest)), 404, "not_found");
    assert_problem(&put("/policy/articles/x", &token(1, Post::Guest)), 400, "bad_request");
    let stranger = send(&request("PUT", "/policy/articles/1").json(&json!({"text": "x"})));
    assert_problem(&stranger, 401, "unauthorized");
}

#[test]
fn rows_are_looked_for_in_the_order_of_the_path() {
    let path = |slug: &str| format!("/policy/articles/{slug}/remarks/1");
    let about = |slug: &str| call("GET", &path(slug), &token(1, ())).member("/detail");
    assert_eq!(about("none"), "there is no article with this slug");
    assert_eq!(about("first"), "there is no remark with this id");
    assert_problem(&get(&path("none")), 401, "unauthorized");
}

#[test]
fn a_row_is_found_by_the_segment_that_names_it() {
    assert_eq!(get("/policy/articles/second").text(), "second");
    assert_problem(&get("/policy/articles/none"), 404, "not_found");
    let path = routes::of::url(2, 7);
    assert_eq!(path, "/policy/articles/2/of/7");
    assert_eq!(call("GET", &path, &token(2, ())).text(), "7 2");
}
