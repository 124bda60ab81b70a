//! From a request line to a function.

use ordain::prelude::*;

use super::{assert_faults, assert_problem, get, request, send};

#[routes("/routing", policy = public)]
mod routes {
    use super::*;

    #[route(get, "/echo/{text}")]
    pub(super) async fn echo(text: String) -> String {
        text
    }

    #[route(get, "/tail/{*path}")]
    pub(super) async fn tail(path: String) -> String {
        path
    }

    #[route(get, "/number/{number}")]
    async fn number(number: u8) -> String {
        number.to_string()
    }

    #[route(get, "/pair/{id}")]
    async fn shown(id: i64) -> String {
        format!("id {id}")
    }

    #[route(delete, "/pair/{slug}")]
    async fn deleted(slug: String) -> String {
        format!("slug {slug}")
    }

    #[route(get, "/pair/own")]
    async fn own() -> &'static str {
        "own"
    }

    #[route(get, "/pair/{id}/more")]
    async fn more(id: i64) -> String {
        format!("more {id}")
    }

    #[route(get, "/pair/own/less")]
    async fn less() -> &'static str {
        "less"
    }

    #[route(head, "/head")]
    async fn head() -> Redirect {
        Redirect::see_other("/elsewhere")
    }

    #[route(get, "/head")]
    async fn not_head() {}

    #[route(options, "/options")]
    async fn options() -> &'static str {
        "asked"
    }

    #[route(put, "/every")]
    async fn put() -> &'static str {
        "put"
    }

    #[route(post, "/every")]
    async fn post() -> &'static str {
        "post"
    }

    #[route(patch, "/every")]
    async fn patch() -> &'static str {
        "patch"
    }

    #[route(get, "/sync")]
    fn not_async() -> &'static str {
        "not async"
    }

    #[route(get, "/kind/{type}")]
    pub(super) async fn raw(r#type: String) -> String {
        r#type
    }
}

#[test]
fn segments_are_decoded_once() {
    assert_eq!(get("/routing/echo/plain").text(), "plain");
    assert_eq!(get("/routing/echo/a%2Fb%20c%25%C3%A4").text(), "a/b c%ä");
    assert_eq!(get("/routing/echo/%2541+%2B").text(), "%41++");
    assert_eq!(get("/routing/tail/a/b%20c/%2F").text(), "a/b c//");
    assert_eq!(get("/%72outing/echo/x?query=1").text(), "x");
    assert_eq!(get("/routing/kind/loop").text(), "loop");
}

#[test]
fn a_malformed_segment_is_named() {
    let answer = get("/routing/number/300");
    assert_problem(&answer, 400, "bad_request");
    assert_eq!(answer.member("/detail"), "the path segment `number` is malformed");
    assert_faults(&answer, &[("/number", "type")]);
    let answer = get("/routing/echo/%FF");
    assert_problem(&answer, 400, "bad_request");
    assert_faults(&answer, &[("/text", "type")]);
}

#[test]
fn the_nearest_path_is_taken() {
    assert_eq!(get("/routing/pair/7").text(), "id 7");
    assert_eq!(send(&request("DELETE", "/routing/pair/7")).text(), "slug 7");
    assert_eq!(get("/routing/pair/own").text(), "own");
    assert_eq!(get("/routing/pair/own/less").text(), "less");
    assert_problem(&get("/routing/pair/own/more"), 400, "bad_request");
    assert_eq!(get("/routing/pair/7/more").text(), "more 7");
}

#[test]
fn each_method_has_its_route() {
    for (method, text) in [("PUT", "put"), ("POST", "post"), ("PATCH", "patch")] {
        assert_eq!(send(&request(method, "/routing/every")).text(), text);
    }
    assert_eq!(get("/routing/sync").text(), "not async");
}

#[test]
fn unknown_paths_are_problems() {
    for path in ["/", "/routing", "/routing/echo", "/routing/echo/", "/routing//echo/x", "/x/y"] {
        assert_problem(&get(path), 404, "not_found");
    }
    assert_problem(&send(&request("POST", "/routing/nowhere").chunks(&["{}"])), 404, "not_found");
}

#[test]
fn other_methods_are_told_which_there_are() {
    let answer = send(&request("PUT", "/routing/pair/7"));
    assert_problem(&answer, 405, "method_not_allowed");
    assert_eq!(answer.header("allow"), Some("GET, HEAD, DELETE, OPTIONS"));
    let answer = send(&request("BREW", "/routing/every"));
    assert_problem(&answer, 405, "method_not_allowed");
    assert_eq!(answer.header("allow"), Some("POST, PUT, PATCH, OPTIONS"));
    assert_eq!(send(&request("HEAD", "/routing/every")).status, 405);
}

#[test]
fn head_is_get_without_the_body() {
    let (whole, head) = (get("/routing/sync"), send(&request("HEAD", "/routing/sync")));
    assert_eq!((head.status, head.text()), (200, String::new()));
    assert_eq!(head.header("content-length"), Some("9"));
    assert_eq!(head.header("content-type"), whole.header("content-type"));
    assert_eq!(send(&request("HEAD", "/routing/head")).status, 303);
    assert_eq!(send(&request("HEAD", "/routing/nowhere")).status, 404);
}

#[test]
fn options_says_which_methods_there_are() {
    let answer = send(&request("OPTIONS", "/routing/pair/own"));
    assert_eq!((answer.status, answer.header("allow")), (204, Some("GET, HEAD, OPTIONS")));
    assert_eq!(send(&request("OPTIONS", "/routing/options")).text(), "asked");
    assert_problem(&send(&request("OPTIONS", "/routing/nowhere")), 404, "not_found");
}

#[test]
fn addresses_lead_to_their_routes() {
    let text = "a/b ?#%ä&=+";
    assert_eq!(get(&routes::echo::url(text)).text(), text);
    assert_eq!(get(&routes::tail::url(text)).text(), text);
    assert_eq!(get(&routes::raw::url("match")).text(), "match");
}
