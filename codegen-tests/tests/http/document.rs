//! What `/openapi.json` says of routes: what is declared, and nothing else.

use std::sync::LazyLock;

use ordain::prelude::*;
use serde_json::{Value, json};

use super::{Article, Post, Right, get, own_article};

#[dto]
struct Note {
    #[validate(length(max = 7))]
    text: String,
}

#[dto(query)]
struct Search {
    #[serde(default)]
    page: u32,
    words: String,
}

#[dto]
struct Client {
    user_agent: Option<String>,
}

#[derive(Debug, ApiError)]
enum NoteError {
    /// The note is there already.
    #[status(409)]
    Taken { by: String },
    /// The note has gone.
    #[status(404)]
    Gone,
}

#[routes("/document", tag = "notes", policy = public)]
mod routes {
    use super::*;

    /// Do nothing.
    ///
    /// And say nothing.
    #[route(get, "/plain")]
    async fn plain() {}

    #[route(get, "/segment/{number}/{*rest}")]
    async fn segment(number: u8, rest: String) -> String {
        format!("{number} {rest}")
    }

    #[route(get, "/parameters")]
    async fn parameters(search: Search, Header(client): Header<Client>) -> Option<Note> {
        let text = format!("{} {} {:?}", search.page, search.words, client.user_agent);
        Some(Note { text })
    }

    #[route(post, "/body", policy = Right::Write, body_limit = "1KB")]
    async fn body(note: Note) -> Result<Created<Note>, NoteError> {
        if note.text.is_empty() {
            Err(NoteError::Taken { by: note.text })
        } else {
            Err(NoteError::Gone)
        }
    }

    #[route(put, "/articles/{id}", policy = any(own_article, Right::Erase), status = 202)]
    async fn article(article: Authorized<Article>) -> Json<String> {
        Json(article.slug.clone())
    }

    #[route(
        delete,
        "/bounded",
        policy = Post::Chief,
        timeout = "2s",
        rate_limit = "10/min per actor",
        deprecated(since = "2026-01-31", sunset = "2027-01-31"),
        tag = "other",
        summary = "Bounded"
    )]
    async fn bounded() -> NoContent {
        NoContent
    }

    #[route(get, "/perhaps")]
    async fn perhaps(actor: Option<Actor>) -> String {
        actor.map(|actor| actor.id.to_string()).unwrap_or_default()
    }

    #[route(get, "/hidden", hidden)]
    async fn hidden() {}
}

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| get("/openapi.json").json());

fn operation(method: &str, path: &str) -> &'static Value {
    &DOCUMENT["paths"][format!("/document{path}")][method]
}

#[track_caller]
fn assert_statuses(method: &str, path: &str, expected: &[&str]) {
    let responses = operation(method, path)["responses"].as_object().unwrap();
    let mut found: Vec<&str> = responses.keys().map(String::as_str).collect();
    found.sort_unstable();
    assert_eq!(found, expected, "{method} {path}");
}

#[test]
fn statuses_are_those_that_can_be() {
    assert_statuses("get", "/plain", &["204", "default"]);
    assert_statuses("get", "/segment/{number}/{rest}", &["200", "400", "default"]);
    assert_statuses("get", "/parameters", &["200", "400", "404", "422", "default"]);
    let body = ["201", "400", "401", "403", "404", "409", "413", "415", "422", "default"];
    assert_statuses("post", "/body", &body);
    assert_statuses("put", "/articles/{id}", &["202", "400", "401", "403", "404", "default"]);
    assert_statuses("delete", "/bounded", &["204", "401", "403", "429", "504", "default"]);
    assert_statuses("get", "/perhaps", &["200", "401", "default"]);
}

#[test]
fn what_is_hidden_is_not_said() {
    assert_eq!(get("/document/hidden").status, 204);
    assert_eq!(operation("get", "/hidden"), &Value::Null);
}

#[test]
fn texts_come_from_the_function() {
    let plain = operation("get", "/plain");
    assert_eq!(plain["summary"], "Do nothing");
    let text = plain["description"].as_str().unwrap_or_default();
    assert!(text.starts_with("Do nothing.\n\nAnd say nothing."), "{text}");
    assert_eq!((&plain["operationId"], &plain["tags"]), (&json!("plain"), &json!(["notes"])));
    let bounded = operation("delete", "/bounded");
    assert_eq!((&bounded["summary"], &bounded["tags"]), (&json!("Bounded"), &json!(["other"])));
    assert_eq!((&plain["deprecated"], &bounded["deprecated"]), (&Value::Null, &json!(true)));
}

#[test]
fn parameters_are_those_of_the_arguments() {
    let of = |path| {
        let parameters = operation("get", path)["parameters"].as_array().cloned();
        let text = |it: &Value| format!("{} {} {}", it["in"], it["name"], it["required"]);
        parameters.unwrap_or_default().iter().map(text).collect::<Vec<_>>().join(", ")
    };
    let expected = r#""path" "number" true, "path" "rest" true"#;
    assert_eq!(of("/segment/{number}/{rest}"), expected);
    let expected = r#""query" "page" false, "query" "words" true, "header" "user-agent" false"#;
    assert_eq!(of("/parameters"), expected);
    let id = &operation("put", "/articles/{id}")["parameters"][0];
    assert_eq!(
        (&id["in"], &id["name"], &id["schema"]["type"]),
        (&json!("path"), &json!("id"), &json!("integer"))
    );
}

#[test]
fn errors_are_those_of_the_enum() {
    let responses = &operation("post", "/body")["responses"];
    assert_eq!(responses["409"]["description"], "The note is there already.");
    let text = responses["409"].to_string();
    assert!(text.contains("taken") && text.contains("\"by\""), "{text}");
    assert_eq!(responses["201"]["headers"]["Location"]["schema"]["type"], "string");
}

#[test]
fn who_may_call_is_said() {
    let security = |method, path| operation(method, path)["security"].clone();
    assert_eq!(security("get", "/plain"), json!([]));
    assert_eq!(security("post", "/body"), json!([{"bearer": []}]));
    assert_eq!(security("get", "/perhaps"), json!([{}, {"bearer": []}]));
    let forbidden = &operation("post", "/body")["responses"]["403"]["description"];
    let text = forbidden.as_str().unwrap_or_default();
    assert!(text.contains("Right::Write") && text.contains("Clerk, Chief"), "{text}");
    let forbidden = &operation("put", "/articles/{id}")["responses"]["403"]["description"];
    assert!(forbidden.as_str().is_some_and(|text| text.contains("`own_article`")), "{forbidden}");
}

#[test]
fn limits_are_said() {
    let responses = &operation("delete", "/bounded")["responses"];
    let headers = responses["429"]["headers"].as_object().unwrap();
    let names: Vec<&str> = headers.keys().map(String::as_str).collect();
    assert!(names.contains(&"Retry-After") && names.contains(&"RateLimit-Limit"), "{names:?}");
    assert!(responses["504"]["description"].as_str().is_some_and(|text| text.contains("2s")));
}
