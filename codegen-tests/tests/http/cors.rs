//! Which pages of other origins may read an answer.

use std::sync::LazyLock;

use actix_web::HttpResponse;
use codegen_tests::client::{Answer, Request};
use codegen_tests::server::Server;
use ordain::prelude::*;

use super::{SECRET, app, assert_problem, request};

const APP: &str = "https://app.example";
const OTHER: &str = "https://other.example";
const OWN: &str = "https://own.example:8443";

#[dto]
struct Text {
    text: String,
}

#[routes("/cors", policy = public)]
mod routes {
    use super::*;

    #[route(get, "/usual")]
    async fn shown() -> &'static str {
        "usual"
    }

    #[route(put, "/usual")]
    async fn put(text: Text) -> String {
        text.text
    }

    #[route(get, "/own/{number}", cors = "https://own.example:8443")]
    async fn own(number: u8) -> String {
        number.to_string()
    }

    #[route(delete, "/own/{number}")]
    async fn delete_own(number: u8) -> String {
        number.to_string()
    }

    #[route(get, "/two", cors = ["https://one.example", "https://two.example"])]
    async fn two() {}

    #[route(get, "/open", cors = any)]
    async fn open() {}

    #[route(put, "/open")]
    async fn close() {}

    #[route(get, "/closed", cors = none)]
    async fn closed() {}

    #[route(get, "/members", policy = authenticated)]
    async fn members() {}

    #[route(get, "/once", rate_limit = "1/day per ip")]
    async fn once() {}

    #[route(get, "/panic")]
    async fn panics() {
        panic!("inside");
    }

    #[route(options, "/asked")]
    async fn asked() -> &'static str {
        "by hand"
    }

    #[route(get, "/by-hand")]
    async fn by_hand() -> HttpResponse {
        let mut response = HttpResponse::Ok();
        response.insert_header(("Access-Control-Allow-Origin", "https://by-hand.example"));
        response.finish()
    }

    #[route(get, "/varies")]
    async fn varies() -> HttpResponse {
        HttpResponse::Ok().insert_header(("Vary", "Accept, ORIGIN")).finish()
    }
}

/// A server for pages of `APP`.
static SERVER: LazyLock<Server> = LazyLock::new(|| start("https://app.example, http://[::1]:3000"));

fn variables(origins: &str) -> [(&str, &str); 5] {
    [
        ("ORDAIN_ENV", "test"),
        ("ORDAIN_AUTH__SECRET", SECRET),
        ("DATABASE_URL", "sqlite::memory:"),
        ("ORDAIN_DATABASE__MIGRATE", "off"),
        ("ORDAIN_CORS__ORIGINS", origins),
    ]
}

fn start(origins: &str) -> Server {
    Server::start(app(), &variables(origins)).unwrap()
}

fn from(origin: &str, path: &str) -> Answer {
    SERVER.send(&request("GET", path).header("Origin", origin))
}

fn preflight(origin: &str, method: &str, path: &str) -> Request {
    request("OPTIONS", path)
        .header("Origin", origin)
        .header("Access-Control-Request-Method", method)
        .header("Access-Control-Request-Headers", "content-type,x-own")
}

fn allowed(answer: &Answer) -> Option<&str> {
    answer.header("access-control-allow-origin")
}

/// The names in all lines of `Vary`.
fn vary(answer: &Answer) -> Vec<&str> {
    let lines = answer.headers.iter().filter(|(name, _)| name == "vary");
    lines.flat_map(|(_, names)| names.split(", ")).collect()
}

#[track_caller]
fn assert_refused(answer: &Answer) {
    let told = answer.headers.iter().find(|(name, _)| name.starts_with("access-control-"));
    assert_eq!(told, None);
}

#[test]
fn a_page_of_an_allowed_origin_reads_the_answer() {
    let answer = from(APP, "/cors/usual");
    assert_eq!((answer.text().as_str(), allowed(&answer)), ("usual", Some(APP)));
    assert_eq!(vary(&answer), ["Origin"]);
    let exposed = answer.header("access-control-expose-headers").unwrap();
    assert!(exposed.split(", ").any(|name| name == "x-request-id"), "{exposed}");
    assert_eq!(answer.header("access-control-allow-credentials"), None);
    let origin = "http://[::1]:3000";
    assert_eq!(allowed(&from(origin, "/cors/usual")), Some(origin));
}

#[test]
fn what_others_are_answered_depends_on_the_origin_too() {
    for origin in
        [OTHER, "null", "https://app.example:8443", "http://app.example", "https://APP.example"]
    {
        let answer = from(origin, "/cors/usual");
        assert_refused(&answer);
        assert_eq!((answer.status, vary(&answer)), (200, vec!["Origin"]));
    }
    let answer = SERVER.get("/cors/usual");
    assert_refused(&answer);
    assert_eq!(vary(&answer), ["Origin"]);
}

#[test]
fn errors_can_be_read_too() {
    assert_eq!(SERVER.get("/cors/once").status, 204);
    let put = |body: &str| {
        let put = request("PUT", "/cors/usual").header("Origin", APP);
        SERVER.send(&put.body("application/json", body))
    };
    for (answer, status, code) in [
        (from(APP, "/cors/members"), 401, "unauthorized"),
        (from(APP, "/cors/once"), 429, "too_many_requests"),
        (from(APP, "/cors/own/x"), 400, "bad_request"),
        (from(APP, "/cors/panic"), 500, "internal"),
        (from(APP, "/cors/nowhere"), 404, "not_found"),
        (from(APP, "/cors/asked"), 405, "method_not_allowed"),
        (put("{}"), 422, "invalid"),
    ] {
        assert_problem(&answer, status, code);
        // The route with an origin of its own is for that one.
        let expected = if status == 400 { None } else { Some(APP) };
        assert_eq!((allowed(&answer), vary(&answer)), (expected, vec!["Origin"]), "{code}");
    }
}

#[test]
fn a_preflight_is_told_what_may_be_sent() {
    let answer = SERVER.send(&preflight(APP, "PUT", "/cors/usual"));
    assert_eq!((answer.status, answer.text().as_str()), (204, ""));
    assert_eq!(allowed(&answer), Some(APP));
    assert_eq!(answer.header("access-control-allow-methods"), Some("GET, HEAD, PUT"));
    let headers = "authorization, content-type, if-match, x-api-key, x-csrf-token";
    assert_eq!(answer.header("access-control-allow-headers"), Some(headers));
    assert_eq!(answer.header("access-control-max-age"), Some("600"));
    assert_eq!(answer.header("allow"), Some("GET, HEAD, PUT, OPTIONS"));
    let asked = ["Origin", "Access-Control-Request-Method", "Access-Control-Request-Headers"];
    assert_eq!(vary(&answer), asked);
}

#[test]
fn a_preflight_of_another_origin_is_told_nothing() {
    let answer = SERVER.send(&preflight(OTHER, "PUT", "/cors/usual"));
    assert_eq!(answer.status, 204);
    assert_refused(&answer);
    assert!(vary(&answer).contains(&"Origin"));
    // Nor is who asks for the methods alone.
    let answer = SERVER.send(&request("OPTIONS", "/cors/usual").header("Origin", APP));
    assert_refused(&answer);
    assert_problem(&SERVER.send(&preflight(APP, "PUT", "/cors/nowhere")), 404, "not_found");
}

#[test]
fn a_route_has_origins_of_its_own() {
    assert_eq!(allowed(&from(OWN, "/cors/own/7")), Some(OWN));
    assert_refused(&from(APP, "/cors/own/7"));
    assert_refused(&from(OWN, "/cors/usual"));
    for origin in ["https://one.example", "https://two.example"] {
        assert_eq!(allowed(&from(origin, "/cors/two")), Some(origin));
    }
    assert_refused(&from(APP, "/cors/two"));
    // Each method of a path is asked for itself.
    let methods = |origin| {
        let answer = SERVER.send(&preflight(origin, "DELETE", "/cors/own/7"));
        answer.header("access-control-allow-methods").map(str::to_owned)
    };
    assert_eq!(methods(OWN).as_deref(), Some("GET, HEAD"));
    assert_eq!(methods(APP).as_deref(), Some("DELETE"));
    assert_eq!(methods(OTHER), None);
}

#[test]
fn a_route_is_open_to_all_or_closed_to_all() {
    for answer in [from(OTHER, "/cors/open"), SERVER.get("/cors/open")] {
        assert_eq!((allowed(&answer), vary(&answer)), (Some("*"), vec![]));
    }
    let answer = SERVER.send(&preflight(OTHER, "GET", "/cors/open"));
    assert_eq!(allowed(&answer), Some(OTHER));
    assert_eq!(answer.header("access-control-allow-methods"), Some("GET, HEAD"));
    let answer = from(APP, "/cors/closed");
    assert_refused(&answer);
    assert_eq!(vary(&answer), Vec::<&str>::new());
    assert_refused(&SERVER.send(&preflight(APP, "GET", "/cors/closed")));
}

#[test]
fn what_a_route_says_itself_stays() {
    let answer = SERVER.send(&preflight(APP, "GET", "/cors/asked"));
    assert_eq!((answer.status, answer.text().as_str()), (200, "by hand"));
    assert_eq!(allowed(&from(APP, "/cors/by-hand")), Some("https://by-hand.example"));
    assert_eq!(vary(&from(APP, "/cors/varies")), ["Accept", "ORIGIN"]);
}

#[test]
fn without_a_setting_nobody_is_told_anything() {
    let server = Server::start(app(), &variables("none")).unwrap();
    let answer = server.send(&request("GET", "/cors/usual").header("Origin", APP));
    assert_refused(&answer);
    assert_eq!(vary(&answer), Vec::<&str>::new());
    assert_refused(&server.send(&preflight(APP, "PUT", "/cors/usual")));
    let answer = server.send(&request("GET", "/cors/own/7").header("Origin", OWN));
    assert_eq!(allowed(&answer), Some(OWN));
}

#[test]
fn everybody_may_read_and_send_what_the_settings_say() {
    let settings = [
        ("ORDAIN_CORS__HEADERS", "*"),
        ("ORDAIN_CORS__EXPOSE", "etag"),
        ("ORDAIN_CORS__MAX_AGE", "2h"),
    ];
    let all: Vec<_> = variables("*").into_iter().chain(settings).collect();
    let server = Server::start(app(), &all).unwrap();
    let answer = server.send(&request("GET", "/cors/nowhere").header("Origin", OTHER));
    assert_problem(&answer, 404, "not_found");
    assert_eq!((allowed(&answer), vary(&answer)), (Some("*"), vec![]));
    assert_eq!(answer.header("access-control-expose-headers"), Some("etag"));
    let answer = server.send(&preflight(OTHER, "PUT", "/cors/usual"));
    assert_eq!(allowed(&answer), Some("*"));
    assert_eq!(answer.header("access-control-allow-headers"), Some("content-type,x-own"));
    assert_eq!(answer.header("access-control-max-age"), Some("7200"));
    assert_refused(&server.send(&preflight(OTHER, "GET", "/cors/closed")));
}

#[test]
fn credentials_and_everybody_refuse_the_start() {
    let refusal = |origins, expose| {
        let more = [("ORDAIN_CORS__CREDENTIALS", "true"), ("ORDAIN_CORS__EXPOSE", expose)];
        let all: Vec<_> = variables(origins).into_iter().chain(more).collect();
        Server::start(app(), &all).err().map(|error| error.to_string()).unwrap_or_default()
    };
    for (text, subject) in [
        (refusal("*", "none"), "`cors.origins = \"*\"` and `cors.credentials`"),
        (refusal(APP, "*"), "`cors.expose = \"*\"` and `cors.credentials`"),
        (refusal(APP, "none"), "`cors = any` of GET /cors/open"),
    ] {
        assert!(text.contains(subject) && text.contains("contradict each other"), "{text}");
    }
}
