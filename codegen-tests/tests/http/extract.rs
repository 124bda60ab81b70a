//! What functions are given, and what is said of requests that do not give it.

use actix_web::{HttpRequest, web};
use ordain::prelude::*;
use serde_json::json;

use super::{Motto, Post, assert_faults, assert_problem, get, request, send, token};

#[dto]
struct Order {
    #[validate(length(min = 1, max = 5))]
    name: String,
    #[validate(range(min = 1))]
    count: u32,
    #[serde(default)]
    lines: Vec<Line>,
}

#[dto]
struct Line {
    text: String,
}

#[dto(query)]
struct Search {
    #[serde(default = "first")]
    #[validate(range(min = 1))]
    page: u32,
    #[validate(length(max = 3))]
    words: Option<String>,
    #[serde(default)]
    tags: Vec<String>,
}

fn first() -> u32 {
    1
}

#[dto]
struct Client {
    #[validate(length(max = 10))]
    user_agent: Option<String>,
    x_number: Option<u8>,
}

#[dto]
struct Jar {
    session: String,
}

#[routes("/extract", policy = public)]
mod routes {
    use super::*;

    #[route(post, "/body")]
    async fn body(order: Order) -> String {
        let lines: Vec<String> = order.lines.into_iter().map(|line| line.text).collect();
        format!("{} {} {}", order.name, order.count, lines.join("+"))
    }

    #[route(get, "/query")]
    async fn query(search: Search) -> String {
        format!("{} {:?} {:?}", search.page, search.words, search.tags)
    }

    #[route(put, "/all/{number}")]
    async fn all(number: u8, search: Search, order: Order) -> String {
        format!("{number} {} {}", search.page, order.name)
    }

    #[route(post, "/wrapped")]
    async fn wrapped(Query(search): Query<Search>, Json(order): Json<Order>) -> String {
        format!("{} {}", search.page, order.name)
    }

    #[route(post, "/form")]
    async fn form(Form(order): Form<Order>) -> String {
        format!("{} {}", order.name, order.count)
    }

    #[route(get, "/header")]
    async fn header(Header(client): Header<Client>) -> String {
        format!("{:?} {:?}", client.user_agent, client.x_number)
    }

    #[route(get, "/cookie")]
    async fn cookie(Cookie(jar): Cookie<Jar>) -> String {
        jar.session
    }

    #[route(get, "/state")]
    async fn state(State(motto): State<Motto>) -> &'static str {
        motto.0
    }

    #[route(get, "/somebody")]
    async fn somebody(actor: Option<Actor>) -> String {
        actor.map_or("nobody".to_owned(), |actor| actor.id.to_string())
    }

    #[route(get, "/request-id")]
    async fn request_id(id: RequestId) -> String {
        id.0
    }

    #[route(post, "/actix")]
    async fn actix(request: HttpRequest, body: web::Json<Line>) -> String {
        format!("{} {}", request.path(), body.text)
    }

    #[route(post, "/bytes")]
    async fn bytes(bytes: web::Bytes) -> String {
        bytes.len().to_string()
    }
}

#[test]
fn a_body_is_read_and_validated() {
    let post = |body| send(&request("POST", "/extract/body").json(&body));
    assert_eq!(
        post(json!({"name": "tea", "count": 2, "lines": [{"text": "a"}]})).text(),
        "tea 2 a"
    );
    let answer = post(json!({"name": "", "count": 0, "lines": []}));
    assert_problem(&answer, 422, "invalid");
    assert_faults(&answer, &[("/name", "length"), ("/count", "range")]);
}

#[test]
fn a_body_of_another_shape_is_told_where() {
    let post = |body| send(&request("POST", "/extract/body").json(&body));
    let answer = post(json!({"name": "tea", "count": "two"}));
    assert_problem(&answer, 422, "invalid");
    assert_faults(&answer, &[("/count", "type")]);
    let answer = post(json!({"name": "tea", "count": 1, "lines": [{"text": "a"}, {"text": 1}]}));
    assert_faults(&answer, &[("/lines/1/text", "type")]);
    let answer = post(json!({"name": "tea"}));
    assert_problem(&answer, 422, "invalid");
    assert!(answer.text().contains("missing field `count`"), "{}", answer.text());
    assert_faults(&answer, &[("/count", "missing")]);
    let answer = post(json!({"name": "tea", "count": 1, "lines": [{"text": "a"}, {}]}));
    assert_faults(&answer, &[("/lines/1/text", "missing")]);
}

#[test]
fn broken_json_is_told_where() {
    let post = |text: &str| send(&request("POST", "/extract/body").body("application/json", text));
    let answer = post("{\n  \"name\": tea\n}");
    assert_problem(&answer, 400, "bad_request");
    assert!(answer.member("/detail").contains("line 2 column 12"), "{}", answer.text());
    assert_eq!(answer.member("/errors/0/message"), "not valid JSON at line 2, column 12");
    assert_problem(&post(""), 400, "bad_request");
    assert_problem(&post("{\"name\": \"tea\", \"count\": 1} more"), 400, "bad_request");
    assert_problem(&send(&request("POST", "/extract/body").chunks(&["{\"na"])), 400, "bad_request");
}

#[test]
fn a_body_of_another_media_type_is_refused() {
    let good = "{\"name\": \"tea\", \"count\": 1}";
    for (media_type, status) in [
        ("application/json", 200),
        ("Application/JSON; charset=utf-8", 200),
        ("application/merge-patch+json", 200),
        ("text/plain", 415),
        ("application/x-www-form-urlencoded", 415),
    ] {
        let answer = send(&request("POST", "/extract/body").body(media_type, good));
        assert_eq!(answer.status, status, "{media_type}: {}", answer.text());
    }
    let answer = send(&request("POST", "/extract/body").header("Content-Length", "0"));
    assert_problem(&answer, 415, "unsupported_media_type");
}

#[test]
fn a_query_string_has_defaults_and_rules() {
    assert_eq!(get("/extract/query").text(), "1 None []");
    let query = "/extract/query?page=7&words=a+b&tags=x&tags=%C3%A4";
    assert_eq!(get(query).text(), "7 Some(\"a b\") [\"x\", \"ä\"]");
    let answer = get("/extract/query?page=0&words=long");
    assert_problem(&answer, 422, "invalid");
    assert_faults(&answer, &[("/page", "range"), ("/words", "length")]);
    let answer = get("/extract/query?page=x");
    assert_problem(&answer, 400, "bad_request");
    assert_faults(&answer, &[("/page", "type")]);
}

#[test]
fn the_faults_of_all_arguments_are_told_together() {
    let put = |path: &str, body| send(&request("PUT", path).json(&body));
    let good = json!({"name": "tea", "count": 1});
    assert_eq!(put("/extract/all/7?page=2", good).text(), "7 2 tea");
    let answer = put("/extract/all/x?page=0&words=long", json!({"name": "", "count": 0}));
    assert_problem(&answer, 400, "bad_request");
    let expected = [
        ("/number", "type"),
        ("/page", "range"),
        ("/words", "length"),
        ("/name", "length"),
        ("/count", "range"),
    ];
    assert_faults(&answer, &expected);
    let answer = put("/extract/all/7?page=0", json!({"name": "", "count": 1}));
    assert_problem(&answer, 422, "invalid");
    assert_faults(&answer, &[("/page", "range"), ("/name", "length")]);
}

#[test]
fn wrapped_types_are_read_like_bare_ones() {
    let post = |path: &str, body| send(&request("POST", path).json(&body));
    assert_eq!(post("/extract/wrapped", json!({"name": "tea", "count": 1})).text(), "1 tea");
    let answer = post("/extract/wrapped?page=0", json!({"name": "", "count": 1}));
    assert_faults(&answer, &[("/page", "range"), ("/name", "length")]);
}

#[test]
fn a_form_is_read_and_validated() {
    const FORM: &str = "application/x-www-form-urlencoded";
    let post = |text: &str| send(&request("POST", "/extract/form").body(FORM, text));
    assert_eq!(post("name=t%C3%A4&count=3").text(), "tä 3");
    assert_faults(&post("name=&count=0"), &[("/name", "length"), ("/count", "range")]);
    assert_faults(&post("name=a&count=x"), &[("/count", "type")]);
    let answer = send(&request("POST", "/extract/form").json(&json!({"name": "a", "count": 1})));
    assert_problem(&answer, 415, "unsupported_media_type");
}

#[test]
fn headers_and_cookies_are_read_as_structs() {
    let get = |name, value| send(&request("GET", "/extract/header").header(name, value));
    assert_eq!(get("User-Agent", "curl").text(), "Some(\"curl\") None");
    assert_eq!(get("X-Number", "7").text(), "None Some(7)");
    assert_faults(&get("X-Number", "x"), &[("/x_number", "type")]);
    assert_faults(&get("User-Agent", "far too long"), &[("/user_agent", "length")]);
    let get = |value| send(&request("GET", "/extract/cookie").header("Cookie", value));
    assert_eq!(get("other=1; session=abc").text(), "abc");
    assert_problem(&get("other=1"), 400, "bad_request");
}

#[test]
fn what_the_application_provides_is_there() {
    assert_eq!(get("/extract/state").text(), "first things first");
}

#[test]
fn somebody_is_known_and_nobody_may_come() {
    let get = |token: &str| send(&request("GET", "/extract/somebody").bearer(token));
    assert_eq!(super::get("/extract/somebody").text(), "nobody");
    assert_eq!(get(&token(7, Post::Guest)).text(), "7");
    assert_problem(&get("forged"), 401, "unauthorized");
}

#[test]
fn extractors_of_actix_are_arguments() {
    let post = |path: &str, text: &str| send(&request("POST", path).body("application/json", text));
    assert_eq!(post("/extract/actix", "{\"text\": \"a\"}").text(), "/extract/actix a");
    assert_problem(&post("/extract/actix", "{"), 400, "bad_request");
    assert_eq!(post("/extract/bytes", "12345").text(), "5");
}

#[test]
fn a_request_keeps_its_id_or_is_given_one() {
    let get = |id: &str| send(&request("GET", "/extract/request-id").header("X-Request-Id", id));
    let answer = get("abc-123");
    assert_eq!(
        (answer.text().as_str(), answer.header("x-request-id")),
        ("abc-123", Some("abc-123"))
    );
    for silly in ["", "a b", "ä", &"x".repeat(129)] {
        let answer = get(silly);
        let id = answer.text();
        assert_ne!(id, silly);
        assert!(id.len() == 32 && id.chars().all(|c| c.is_ascii_hexdigit()), "{id}");
        assert_eq!(answer.header("x-request-id"), Some(&*id));
    }
    let (one, other) = (super::get("/extract/request-id"), super::get("/extract/request-id"));
    assert_ne!(one.text(), other.text());
}
