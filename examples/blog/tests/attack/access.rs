//! What belongs to somebody else.

use codegen_tests::client::Request;
use serde_json::{Value, json};

use super::Target;

#[test]
fn the_things_of_somebody_else_on_every_route_that_names_one() {
    let target = Target::start();
    let [author, reader] = ["author", "reader"].map(|name| target.token(name));
    let made = |path: &str, token: &str, body: Value| {
        let answer = target.send(&Request::new("POST", path).bearer(token).json(&body));
        assert_eq!(answer.status, 201, "{}", answer.text());
        answer
    };
    let comment = made("/posts/hello-world/comments", &author, json!({ "body": "Mine." }));
    let key = made("/auth/keys", &author, json!({ "name": "k" })).member("/info/id");
    let sessions = target.as_bearer(&author, "GET", "/auth/sessions");
    let of = |name: &str| match name {
        "slug" => "hello-world".to_owned(),
        "id" => comment.member("/id"),
        "key" => key.clone(),
        "session" => sessions.member("/0/id"),
        "account" => "2".to_owned(),
        "role" => "Admin".to_owned(),
        other => panic!("a segment `{other}` that this test does not know"),
    };
    let document = target.send(&Request::new("GET", "/openapi.json")).json();
    let mut tried = 0;
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("operations") {
            let is_guarded = operation["security"].as_array().is_some_and(|list| !list.is_empty());
            if !path.contains('{') || !is_guarded || path.ends_with("/comments") {
                continue;
            }
            let filled = path.split('/').map(|part| {
                let name = part.strip_prefix('{').and_then(|part| part.strip_suffix('}'));
                name.map_or_else(|| part.to_owned(), of)
            });
            let filled = filled.collect::<Vec<_>>().join("/");
            let request = Request::new(&method.to_uppercase(), &filled).bearer(&reader);
            let answer = target.send(&request.json(&json!({ "title": "Taken" })));
            assert!(matches!(answer.status, 403 | 404), "{method} {filled}: {}", answer.text());
            tried += 1;
        }
    }
    assert!(tried >= 9, "{tried} routes");
    let post = target.send(&Request::new("GET", "/posts/hello-world"));
    assert_eq!(post.member("/title"), "Hello, world");
    assert_eq!(target.as_bearer(&author, "GET", "/auth/me").status, 200);
}

#[test]
fn columns_that_no_client_writes() {
    let target = Target::start();
    let author = target.token("author");
    for (name, value) in
        [("author_id", json!(4)), ("id", json!(99)), ("created_at", json!("2000-01-01T00:00:00Z"))]
    {
        let mut post = json!({ "slug": "mass", "title": "Mass", "body": "" });
        post[name] = value.clone();
        let written = target.send(&Request::new("POST", "/posts").bearer(&author).json(&post));
        assert_eq!(written.status, 422, "{name}");
        let mut change = json!({});
        change[name] = value;
        let request = Request::new("PATCH", "/posts/hello-world").bearer(&author);
        assert_eq!(target.send(&request.json(&change)).status, 422, "{name}");
    }
    let post = target.send(&Request::new("GET", "/posts/hello-world"));
    assert_eq!(post.member("/author_id"), "2");
}

#[test]
fn drafts_of_somebody_else_in_a_list() {
    let target = Target::start();
    let [author, reader] = ["author", "reader"].map(|name| target.token(name));
    let draft = json!({ "slug": "draft", "title": "Draft", "body": "" });
    let written = target.send(&Request::new("POST", "/posts").bearer(&author).json(&draft));
    assert_eq!(written.status, 201);
    let listed = |token: &str| target.as_bearer(token, "GET", "/posts").text().contains("draft");
    assert!(listed(&author) && !listed(&reader));
    assert!(!target.send(&Request::new("GET", "/posts")).text().contains("draft"));
}
