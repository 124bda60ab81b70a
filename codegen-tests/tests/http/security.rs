//! What browsers are told about every answer.

use std::path::Path;

use actix_web::HttpResponse;
use codegen_tests::client::Answer;
use codegen_tests::server::Server;
use ordain::config::{Config, Defaults};
use ordain::http::Streamed;
use ordain::prelude::*;
use ordain_codegen::rule::csp::DIRECTIVES;

use super::{SECRET, app, get, request, send};

const DATA: &str = "default-src 'none'; frame-ancestors 'none'";
const PAGE: &str = "default-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; \
    img-src 'self' data:; object-src 'none'";

#[routes("/security", policy = public)]
mod routes {
    use super::*;

    #[route(get, "/data")]
    async fn data() -> Json<u8> {
        Json(1)
    }

    #[route(get, "/page/{name}")]
    async fn page(name: String) -> Html {
        Html::new(format!("<p title=\"{0}\">{0}</p>", Html::escape(&name)))
    }

    #[route(
        get,
        "/framed",
        csp = "frame-ancestors https://shop.example; script-src 'self' 'unsafe-inline'"
    )]
    async fn framed() -> Html {
        Html::new("<script>1</script>")
    }

    #[route(get, "/framed/{number}", csp = "sandbox")]
    async fn numbered(number: u8) -> String {
        number.to_string()
    }

    #[route(get, "/own", csp = "sandbox")]
    async fn own() -> HttpResponse {
        HttpResponse::Ok()
            .insert_header(("Content-Security-Policy", "img-src *"))
            .insert_header(("X-Content-Type-Options", "own"))
            .insert_header(("X-Frame-Options", "SAMEORIGIN"))
            .insert_header(("Referrer-Policy", "origin"))
            .insert_header(("Cross-Origin-Opener-Policy", "unsafe-none"))
            .finish()
    }

    #[route(get, "/xhtml")]
    async fn xhtml() -> HttpResponse {
        HttpResponse::Ok().insert_header(("Content-Type", "Application/XHTML+xml")).body("<html/>")
    }

    #[route(get, "/worker.js")]
    async fn worker() -> HttpResponse {
        HttpResponse::Ok().insert_header(("Content-Type", "text/javascript")).body("fetch('/')")
    }

    #[route(get, "/stream")]
    async fn stream() -> Streamed<futures_util::stream::Empty<Result<actix_web::web::Bytes>>> {
        Streamed::new("text/csv", futures_util::stream::empty())
    }
}

#[track_caller]
fn assert_told(answer: &Answer, policy: &str) {
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "strict-origin-when-cross-origin"),
        ("content-security-policy", policy),
    ] {
        let values = answer.headers.iter().filter(|(known, _)| known == name);
        assert_eq!(values.map(|(_, value)| value.as_str()).collect::<Vec<_>>(), [value], "{name}");
    }
    // It is about windows, and only a page has one.
    let media_type = answer.header("content-type").unwrap_or_default().to_lowercase();
    let is_page = ["html", "javascript"].iter().any(|kind| media_type.contains(kind));
    let opener = is_page.then_some("same-origin");
    assert_eq!(answer.header("cross-origin-opener-policy"), opener);
}

#[test]
fn data_is_never_taken_for_a_page() {
    for path in [
        "/security/data",
        "/security/stream",
        "/openapi.json",
        "/health/live",
        "/metrics",
        "/nowhere",
        "/extract/nowhere",
        "/limit/panic/true",
        "/actix/plain",
        "/actix/error",
        "/actix/empty",
        "/actix/guarded/closed",
    ] {
        assert_told(&get(path), DATA);
    }
    assert_told(&send(&request("HEAD", "/security/data")), DATA);
    assert_told(&send(&request("DELETE", "/security/data")), DATA);
    assert_told(&send(&request("OPTIONS", "/security/data")), DATA);
    assert_eq!(get("/security/data").header("content-type"), Some("application/json"));
}

#[test]
fn pages_take_everything_from_their_own_server() {
    assert_told(&get("/security/page/x"), PAGE);
    assert_told(&get("/security/xhtml"), PAGE);
    assert_told(&get("/security/worker.js"), PAGE);
}

#[test]
fn values_in_pages_are_escaped() {
    let text = get("/security/page/%22%3E%3Cscript%3E&'").text();
    let name = "&quot;&gt;&lt;script&gt;&amp;&#39;";
    assert_eq!(text, format!("<p title=\"{name}\">{name}</p>"));
}

#[test]
fn a_route_has_a_policy_of_its_own() {
    let own = "frame-ancestors https://shop.example; script-src 'self' 'unsafe-inline'";
    assert_told(&get("/security/framed"), own);
    assert_told(&get("/security/framed/7"), "sandbox");
    assert_told(&get("/security/framed/x"), "sandbox");
}

#[test]
fn what_an_answer_says_itself_stays() {
    let answer = get("/security/own");
    for (name, value) in [
        ("x-content-type-options", "own"),
        ("x-frame-options", "SAMEORIGIN"),
        ("referrer-policy", "origin"),
        ("cross-origin-opener-policy", "unsafe-none"),
        ("content-security-policy", "img-src *"),
    ] {
        assert_eq!(answer.header(name), Some(value));
    }
}

#[test]
fn the_document_page_may_draw_itself() {
    let answer = get("/docs/index.html");
    assert_eq!(answer.status, 200);
    let policy = answer.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'self'; "), "{policy}");
    assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
}

#[test]
fn https_is_not_asked_for_over_http() {
    let forged = request("GET", "/security/data").header("X-Forwarded-Proto", "https");
    for answer in [get("/security/data"), send(&forged)] {
        assert_eq!(answer.header("strict-transport-security"), None);
    }
}

#[test]
fn a_setting_may_have_every_directive_that_a_route_may_have() {
    for directive in DIRECTIVES {
        let variables = [("ORDAIN_SECURITY__CSP", format!("{directive} 'none'"))];
        let config = Config::load_from(Path::new("/nowhere"), variables, &Defaults::default());
        assert!(config.is_ok(), "{directive}");
    }
}

#[test]
fn the_settings_say_something_else() {
    let variables = [
        ("ORDAIN_ENV", "test"),
        ("ORDAIN_AUTH__SECRET", SECRET),
        ("DATABASE_URL", "sqlite::memory:"),
        ("ORDAIN_DATABASE__MIGRATE", "off"),
        ("ORDAIN_SECURITY__CSP", "default-src https:;"),
        ("ORDAIN_SECURITY__REFERRER_POLICY", "no-referrer"),
        ("ORDAIN_SECURITY__OPENER_POLICY", "same-origin-allow-popups"),
    ];
    let server = Server::start(app(), &variables).unwrap();
    let answer = server.get("/security/page/x");
    assert_eq!(answer.header("content-security-policy"), Some("default-src https:"));
    assert_eq!(answer.header("cross-origin-opener-policy"), Some("same-origin-allow-popups"));
    let answer = server.get("/security/data");
    assert_eq!(answer.header("content-security-policy"), Some(DATA));
    assert_eq!(answer.header("referrer-policy"), Some("no-referrer"));
}
