//! An application whose errors have a form of their own, and whose tokens stand behind another word.

use std::sync::LazyLock;

use codegen_tests::client::Request;
use codegen_tests::server::Server;
use ordain::http::{ErrorBody, Failure, StatusCode};
use ordain::prelude::*;
use serde_json::json;

use super::{FOLDER, SECRET, app, token};

/// What went wrong, in a few words.
#[dto]
struct Fault {
    about: String,
    why: Vec<String>,
    id: String,
}

impl ErrorBody for Fault {
    const MEDIA_TYPE: &'static str = "application/fault+json";

    fn of(failure: &Failure<'_>) -> Self {
        let told = failure.violations().iter();
        let mut why: Vec<String> = told.map(|told| told.pointer.clone()).collect();
        if why.is_empty() {
            why = vec![format!("{}: {}", failure.code(), failure.detail())];
        }
        let about = failure.subject().unwrap_or_else(|| failure.request().path()).to_owned();
        Self { about, why, id: failure.request_id().to_owned() }
    }

    fn status(status: StatusCode) -> StatusCode {
        match status {
            StatusCode::BAD_REQUEST => StatusCode::UNPROCESSABLE_ENTITY,
            // What is no error is not taken.
            StatusCode::NOT_FOUND => StatusCode::OK,
            other => other,
        }
    }
}

/// Why a thing is not done.
#[derive(Debug, ApiError)]
enum Refusal {
    /// It is spoilt.
    #[status(410)]
    Spoilt { since: u32 },
    #[transparent]
    Other(Error),
}

#[routes("/failure", policy = public)]
mod routes {
    use super::*;

    #[route(get, "/spoilt")]
    async fn spoilt() -> Result<NoContent, Refusal> {
        Err(Refusal::Spoilt { since: 1 })
    }

    #[route(get, "/inside")]
    async fn inside() -> Result<NoContent> {
        Err(Error::internal("the password is abc"))
    }

    #[route(get, "/token", policy = authenticated)]
    async fn issue(tokens: Tokens) -> Result<Token> {
        tokens.issue(1, ())
    }
}

static SERVER: LazyLock<Server> = LazyLock::new(|| {
    let url = format!("sqlite:{}", FOLDER.path().join("failure.db").display());
    let variables =
        [("ORDAIN_ENV", "test"), ("ORDAIN_AUTH__SECRET", SECRET), ("DATABASE_URL", &*url)];
    Server::start(app().errors::<Fault>().auth_scheme("Token"), &variables).unwrap()
});

fn send(method: &str, path: &str, authorization: &str) -> (u16, serde_json::Value) {
    let mut request = Request::new(method, path);
    if !authorization.is_empty() {
        request = request.header("Authorization", authorization);
    }
    let answer = SERVER.send(&request);
    if answer.status >= 400 {
        assert_eq!(answer.header("content-type"), Some("application/fault+json"));
        assert_eq!(Some(&*answer.member("/id")), answer.header("x-request-id"));
    }
    let mut body = answer.json();
    body.as_object_mut().map(|body| body.remove("id"));
    (answer.status, body)
}

#[test]
fn whoever_finds_it_an_error_has_the_form_of_the_application() {
    for (call, status, about, why) in [
        ("GET /failure/nowhere", 404, "/failure/nowhere", "not_found: no route has this path"),
        ("GET /failure/spoilt", 410, "/failure/spoilt", "spoilt: It is spoilt"),
        ("GET /failure/inside", 500, "/failure/inside", "internal: "),
        ("GET /actix/error", 409, "/actix/error", "conflict: taken"),
        ("GET /actix/empty", 403, "/actix/empty", "forbidden: "),
        ("GET /routing/number/x", 422, "/routing/number/x", "/number"),
        (
            "GET /policy/articles/none",
            404,
            "article",
            "not_found: there is no article with this slug",
        ),
    ] {
        let (method, path) = call.split_once(' ').unwrap();
        let expected = json!({"about": about, "why": [why]});
        assert_eq!(send(method, path, ""), (status, expected), "{call}");
    }
}

#[test]
fn a_denial_says_what_it_is_about() {
    let other = format!("Token {}", token(9, ()));
    let (status, body) = send("PUT", "/policy/articles/1", &other);
    assert_eq!((status, &body["about"]), (403, &json!("article")), "{body}");
    let (status, body) = send("PUT", "/policy/articles/1", "");
    assert_eq!((status, &body["about"]), (401, &json!("/policy/articles/1")), "{body}");
}

#[test]
fn another_word_stands_before_tokens() {
    let token = token(1, ());
    assert_eq!(send("GET", "/failure/token", &format!("Bearer {token}")).0, 401);
    let (status, issued) = send("GET", "/failure/token", &format!("token {token}"));
    assert_eq!((status, &issued["token_type"]), (200, &json!("Token")));
    let challenge = |authorization: &str| {
        let request = Request::new("GET", "/failure/token").header("Authorization", authorization);
        SERVER.send(&request).header("www-authenticate").unwrap_or_default().to_owned()
    };
    assert_eq!(challenge("Bearer x"), "Token");
    assert!(challenge("Token x").starts_with("Token error=\"invalid_token\""));
}

#[test]
fn the_document_has_both() {
    let document = SERVER.get("/openapi.json").json();
    let scheme = &document["components"]["securitySchemes"]["bearer"];
    assert_eq!((&scheme["type"], &scheme["in"]), (&json!("apiKey"), &json!("header")), "{scheme}");
    assert!(scheme["description"].as_str().is_some_and(|text| text.contains("`Token <token>`")));
    let schemas = &document["components"]["schemas"];
    assert!(schemas["Fault"].is_object() && schemas["Problem"].is_null(), "{schemas}");
    let responses = &document["paths"]["/routing/number/{number}"]["get"]["responses"];
    assert!(responses["400"].is_null() && responses["422"].is_object(), "{responses}");
    let content = &document["paths"]["/failure/spoilt"]["get"]["responses"]["410"]["content"];
    let schema = &content["application/fault+json"]["schema"]["$ref"];
    assert_eq!(schema, "#/components/schemas/Fault", "{content}");
}

#[test]
fn a_word_that_is_none_refuses_the_start() {
    let variables = [("ORDAIN_ENV", "test"), ("DATABASE_URL", "sqlite::memory:")];
    let refused = Server::start(app().auth_scheme("My token"), &variables).err().unwrap();
    assert!(refused.to_string().contains("`My token` is no scheme"), "{refused}");
}
