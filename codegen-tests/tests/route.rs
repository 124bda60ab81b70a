//! `#[route]` and `#[routes]` over a socket. A program of its own: what is declared anywhere in a
//! program is in its server.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use actix_web::web::{self, Bytes};
use actix_web::{HttpRequest, HttpResponse};
use ordain::auth::Tokens;
use ordain::config::{Config, Defaults};
use ordain::prelude::*;
use serde_json::{Value, json};

const SECRET: &str = "a secret that only these tests know";

#[policy]
pub(crate) enum Permission {
    WritePosts,
}

#[policy(permissions = Permission)]
pub(crate) enum Role {
    #[grants()]
    Reader,
    #[grants(WritePosts)]
    Author,
}

/// A number that the application gives to its routes.
#[derive(Clone)]
pub(crate) struct Answer(u32);

#[dto]
pub(crate) struct Order {
    #[validate(length(min = 1, max = 5))]
    pub name: String,
    #[validate(range(min = 1))]
    pub count: u32,
}

#[dto(query)]
pub(crate) struct Filter {
    #[serde(default)]
    #[validate(range(max = 100))]
    pub limit: u32,
}

#[dto(query)]
pub(crate) struct Client {
    pub user_agent: String,
}

#[dto(query)]
pub(crate) struct Visit {
    pub visitor: u32,
}

/// Put something in.
#[route(post, "/orders/{shop}", policy = public, status = 202, tag = "shop", summary = "Order")]
async fn order(shop: u16, filter: Filter, order: Order) -> Json<Value> {
    Json(json!({"shop": shop, "limit": filter.limit, "name": order.name, "count": order.count}))
}

#[route(get, "/texts/{text}", policy = public)]
fn text(text: String) -> String {
    text
}

#[route(put, "/texts/{other}", policy = public)]
async fn replace_text(other: String, body: Bytes) -> Created<Value> {
    let location = text::url(&other);
    Created::at(location, json!(String::from_utf8_lossy(&body)))
}

#[route(get, "/slow", policy = public, timeout = "50ms")]
async fn slow(State(dropped): State<Dropped>) -> &'static str {
    let _guard = dropped.guard();
    tokio::time::sleep(Duration::from_secs(60)).await;
    "late"
}

#[route(post, "/small", policy = public, body_limit = "8B")]
async fn small(body: Bytes) -> String {
    body.len().to_string()
}

#[route(get, "/limited", policy = public, rate_limit = "2/hour per ip")]
async fn limited() -> NoContent {
    NoContent
}

#[route(get, "/limited/own", policy = authenticated, rate_limit = "2/hour per actor")]
async fn limited_own(actor: Actor) -> String {
    actor.id.to_string()
}

#[route(get, "/old", policy = public, deprecated(since = "2026-01-31", sunset = "2027-01-31"))]
async fn old() -> NoContent {
    NoContent
}

#[route(get, "/secret-door", policy = public, hidden)]
async fn secret_door() -> NoContent {
    NoContent
}

#[route(get, "/panic", policy = public)]
async fn panics() -> NoContent {
    panic!("on purpose")
}

#[route(get, "/who", policy = public)]
async fn who(actor: Option<Actor>, id: RequestId, request: HttpRequest) -> Json<Value> {
    Json(json!({"actor": actor.map(|actor| actor.id), "id": id.0, "path": request.path()}))
}

#[route(get, "/state", policy = public)]
async fn state(State(Answer(answer)): State<Answer>) -> Json<u32> {
    Json(answer)
}

#[route(get, "/client", policy = public)]
async fn client(Header(client): Header<Client>, Cookie(visit): Cookie<Visit>) -> String {
    format!("{} {}", client.user_agent, visit.visitor)
}

#[route(post, "/form", policy = public)]
async fn form(Form(order): Form<Order>) -> String {
    order.name
}

#[route(get, "/page", policy = public)]
async fn page() -> Html {
    Html::new("<p>page</p>")
}

#[route(get, "/moved", policy = public)]
async fn moved() -> Redirect {
    Redirect::see_other("/page")
}

#[route(get, "/file", policy = public)]
async fn file() -> Attachment {
    Attachment::new("ä.csv", "text/csv", "a,b")
}

#[route(get, "/nothing", policy = public)]
async fn nothing() -> Option<Value> {
    None
}

#[routes("/group", tag = "group", policy = Permission::WritePosts)]
mod group {
    use ordain::prelude::*;

    use crate::Permission;

    #[route(get, "/", policy = public)]
    async fn index() -> NoContent {
        NoContent
    }

    #[route(get, "/inner")]
    async fn inner() -> NoContent {
        NoContent
    }
}

/// Tells whether a handler's future was dropped.
#[derive(Clone, Default)]
pub(crate) struct Dropped(std::sync::Arc<std::sync::atomic::AtomicBool>);

impl Dropped {
    fn guard(&self) -> impl Drop + use<> {
        struct Guard(Dropped);
        impl Drop for Guard {
            fn drop(&mut self) {
                self.0.0.store(true, std::sync::atomic::Ordering::SeqCst);
            }
        }
        Guard(self.clone())
    }
}

fn config(profile: &str) -> Config {
    let folder = std::path::Path::new("/nowhere");
    let variables = [
        ("ORDAIN_ENV", profile),
        ("ORDAIN_SERVER__BIND", "127.0.0.1:0"),
        ("ORDAIN_SERVER__WORKERS", "1"),
        ("ORDAIN_DATABASE__URL", "sqlite::memory:"),
        ("ORDAIN_AUTH__SECRET", SECRET),
    ];
    Config::load_from(folder, variables, &Defaults::default()).expect("a configuration")
}

fn app() -> App {
    App::new().state(Answer(42)).state(dropped().clone()).configure(|services| {
        services.route("/plain", web::get().to(|| async { HttpResponse::Ok().body("actix") }));
        services.route("/plain/json", web::post().to(|_: web::Json<Value>| async { "read" }));
    })
}

fn dropped() -> &'static Dropped {
    static DROPPED: OnceLock<Dropped> = OnceLock::new();
    DROPPED.get_or_init(Dropped::default)
}

/// A server of this profile that lives as long as the tests.
fn start(profile: &'static str) -> String {
    let (sender, receiver) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        runtime.block_on(async {
            let running = app().start(config(profile)).await.expect("a server");
            sender.send(running.address()).expect("somebody waits");
            std::future::pending::<()>().await;
        });
    });
    format!("http://{}", receiver.recv().expect("an address"))
}

fn base() -> &'static str {
    static BASE: OnceLock<String> = OnceLock::new();
    BASE.get_or_init(|| start("dev"))
}

struct Reply {
    status: u16,
    headers: ureq::http::HeaderMap,
    text: String,
}

impl Reply {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {}", self.text))
    }

    fn pointers(&self) -> Vec<String> {
        let errors = self.json()["errors"].as_array().cloned().unwrap_or_default();
        errors.iter().map(|error| error["pointer"].as_str().unwrap_or("").to_owned()).collect()
    }
}

fn send(base: &str, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Reply {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .allow_non_standard_methods(true)
        .build()
        .into();
    let mut request = ureq::http::Request::builder().method(method).uri(format!("{base}{path}"));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let mut response = if body.is_empty() {
        agent.run(request.body(()).expect("a request"))
    } else {
        agent.run(request.body(body).expect("a request"))
    }
    .expect("a response");
    let text = response.body_mut().read_to_string().expect("text");
    Reply { status: response.status().as_u16(), headers: response.headers().clone(), text }
}

fn get(path: &str) -> Reply {
    send(base(), "GET", path, &[], "")
}

fn post_json(path: &str, body: &str) -> Reply {
    send(base(), "POST", path, &[("content-type", "application/json")], body)
}

fn token(id: i64, role: Role) -> String {
    let tokens = Tokens::new(&SECRET.into(), Duration::from_secs(60)).expect("tokens");
    format!("Bearer {}", tokens.issue(id, role).expect("a token").as_str())
}

fn operation(method: &str, path: &str) -> Value {
    get("/openapi.json").json()["paths"][path][method].clone()
}

#[test]
fn arguments_are_taken_from_path_query_and_body() {
    let reply = post_json("/orders/7?limit=9", r#"{"name":"tea","count":2}"#);
    assert_eq!(reply.status, 202, "{}", reply.text);
    assert_eq!(reply.json(), json!({"shop": 7, "limit": 9, "name": "tea", "count": 2}));
    let described = operation("post", "/orders/{shop}");
    assert_eq!(described["summary"], "Order");
    assert_eq!(described["tags"], json!(["shop"]));
    assert!(described["responses"]["202"].is_object());
}

#[test]
fn the_faults_of_all_arguments_are_told_together() {
    let reply = post_json("/orders/7?limit=101", r#"{"name":"","count":0}"#);
    assert_eq!(reply.status, 422, "{}", reply.text);
    assert_eq!(reply.pointers(), ["/limit", "/name", "/count"]);
    let reply = post_json("/orders/x?limit=y", r#"{"name":"","count":0}"#);
    assert_eq!(reply.status, 400, "{}", reply.text);
    assert_eq!(reply.pointers(), ["/shop", "/limit", "/name", "/count"]);
    let reply = post_json("/orders/7", r#"{"name":"tea","count":"two"}"#);
    assert_eq!((reply.status, reply.pointers()), (422, vec!["/count".to_owned()]));
}

#[test]
fn segments_are_decoded_and_addresses_escaped() {
    assert_eq!(get("/texts/a%20b%2Fc%C3%A4").text, "a b/cä");
    let reply = send(base(), "PUT", "/texts/a%2Fb", &[], "x");
    assert_eq!((reply.status, reply.header("location")), (201, "/texts/a%2Fb"));
}

#[test]
fn methods_and_paths_that_are_not_there_are_told() {
    assert_eq!(get("/texts").status, 404);
    let reply = send(base(), "DELETE", "/texts/x", &[], "");
    assert_eq!((reply.status, reply.header("allow")), (405, "GET, HEAD, PUT, OPTIONS"));
    let reply = send(base(), "OPTIONS", "/texts/x", &[], "");
    assert_eq!((reply.status, reply.header("allow")), (204, "GET, HEAD, PUT, OPTIONS"));
    let reply = send(base(), "HEAD", "/texts/x", &[], "");
    assert_eq!((reply.status, reply.text.as_str()), (200, ""));
}

#[test]
fn a_call_that_takes_too_long_is_dropped() {
    let started = Instant::now();
    let reply = get("/slow");
    assert_eq!(reply.status, 504, "{}", reply.text);
    assert!(started.elapsed() < Duration::from_secs(10));
    assert!(dropped().0.load(std::sync::atomic::Ordering::SeqCst));
    assert!(operation("get", "/slow")["responses"]["504"].is_object());
}

#[test]
fn a_body_is_bounded_with_and_without_a_length() {
    assert_eq!(send(base(), "POST", "/small", &[], "12345678").text, "8");
    assert_eq!(send(base(), "POST", "/small", &[], "123456789").status, 413);
    let address = base().strip_prefix("http://").expect("an address");
    let mut stream = TcpStream::connect(address).expect("a connection");
    let chunked = "POST /small HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\
        connection: close\r\n\r\n5\r\n12345\r\n5\r\n67890\r\n0\r\n\r\n";
    stream.write_all(chunked.as_bytes()).expect("sent");
    let mut answer = String::new();
    // A server that has said 413 may reset the connection.
    let _ = stream.read_to_string(&mut answer);
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
}

#[test]
fn calls_are_counted_by_address_or_by_actor() {
    let statuses: Vec<u16> = (0..3).map(|_| get("/limited").status).collect();
    assert_eq!(statuses, [204, 204, 429]);
    let [ann, bob] = [token(1, Role::Reader), token(2, Role::Reader)];
    let own = |who: &str| send(base(), "GET", "/limited/own", &[("authorization", who)], "");
    let statuses = [&ann, &ann, &ann, &bob].map(|who| own(who).status);
    assert_eq!(statuses, [200, 200, 429, 200]);
    let refused = own(&ann);
    assert!(refused.header("retry-after").parse::<u32>().is_ok_and(|wait| wait > 1000));
    let headers = operation("get", "/limited")["responses"]["429"]["headers"].clone();
    assert!(headers["Retry-After"].is_object(), "{headers}");
}

#[test]
fn a_deprecated_route_says_so_in_every_answer_and_in_the_document() {
    let reply = get("/old");
    assert_eq!(reply.header("deprecation"), "@1769817600");
    assert_eq!(reply.header("sunset"), "Sun, 31 Jan 2027 00:00:00 GMT");
    assert_eq!(operation("get", "/old")["deprecated"], true);
    assert_eq!(get("/page").header("deprecation"), "");
}

#[test]
fn a_hidden_route_answers_and_is_not_in_the_document() {
    assert_eq!(get("/secret-door").status, 204);
    assert!(operation("get", "/secret-door").is_null());
}

#[test]
fn a_group_gives_its_prefix_tag_and_policy() {
    assert_eq!(get("/group").status, 204);
    assert_eq!(get("/group/inner").status, 401);
    let inner = |role| {
        let token = token(1, role);
        send(base(), "GET", "/group/inner", &[("authorization", &token)], "")
    };
    assert_eq!(inner(Role::Author).status, 204);
    let denied = inner(Role::Reader);
    assert_eq!(denied.status, 403);
    assert!(denied.text.contains("Permission::WritePosts"), "{}", denied.text);
    assert_eq!(operation("get", "/group/inner")["tags"], json!(["group"]));
}

#[test]
fn a_denial_keeps_its_reason_to_itself_in_production() {
    let base = start("prod");
    let reader = token(1, Role::Reader);
    let denied = send(&base, "GET", "/group/inner", &[("authorization", &reader)], "");
    assert_eq!(denied.status, 403);
    assert!(!denied.text.contains("Permission"), "{}", denied.text);
}

#[test]
fn a_panic_is_an_answer_and_the_server_goes_on() {
    for _ in 0..3 {
        let reply = get("/panic");
        assert_eq!(reply.status, 500);
        assert!(!reply.text.contains("on purpose"), "{}", reply.text);
    }
    assert_eq!(get("/page").status, 200);
}

#[test]
fn request_ids_are_kept_made_and_refused_when_silly() {
    let who = |id: &str| send(base(), "GET", "/who", &[("x-request-id", id)], "");
    assert_eq!(who("abc-1").header("x-request-id"), "abc-1");
    assert_eq!(who("abc-1").json()["id"], "abc-1");
    assert_ne!(who("a b").header("x-request-id"), "a b");
    let reply = get("/who");
    assert_eq!(reply.json()["id"], reply.header("x-request-id"));
    assert_ne!(get("/who").header("x-request-id"), reply.header("x-request-id"));
}

#[test]
fn an_actor_may_be_there_or_not() {
    assert_eq!(get("/who").json()["actor"], Value::Null);
    let reader = token(7, Role::Reader);
    let reply = send(base(), "GET", "/who", &[("authorization", &reader)], "");
    assert_eq!(reply.json()["actor"], 7);
    let reply = send(base(), "GET", "/who", &[("authorization", "Bearer nonsense")], "");
    assert_eq!(reply.status, 401);
}

#[test]
fn headers_cookies_forms_and_state_are_arguments() {
    assert_eq!(get("/state").text, "42");
    let headers = [("user-agent", "tests"), ("cookie", "visitor=7; other=x")];
    assert_eq!(send(base(), "GET", "/client", &headers, "").text, "tests 7");
    assert_eq!(send(base(), "GET", "/client", &headers[..1], "").status, 400);
    let form = [("content-type", "application/x-www-form-urlencoded")];
    assert_eq!(send(base(), "POST", "/form", &form, "name=tea&count=1").text, "tea");
    assert_eq!(
        send(base(), "POST", "/form", &form, "name=&count=0").pointers(),
        ["/name", "/count"]
    );
    assert_eq!(post_json("/form", "{}").status, 415);
}

#[test]
fn replies_are_what_their_types_say() {
    assert_eq!(get("/page").header("content-type"), "text/html; charset=utf-8");
    let moved = get("/moved");
    assert_eq!((moved.status, moved.header("location")), (303, "/page"));
    let file = get("/file");
    assert_eq!((file.header("content-type"), file.text.as_str()), ("text/csv", "a,b"));
    assert_eq!(file.header("content-disposition"), "attachment; filename*=UTF-8''%C3%A4.csv");
    let nothing = get("/nothing");
    assert_eq!((nothing.status, nothing.json()["code"].clone()), (404, json!("not_found")));
}

#[test]
fn plain_actix_stands_beside_with_the_same_errors() {
    assert_eq!(get("/plain").text, "actix");
    let refused = post_json("/plain/json", "{");
    assert_eq!(refused.status, 400);
    assert_eq!(refused.header("content-type"), "application/problem+json");
    assert_eq!(refused.json()["request_id"], refused.header("x-request-id"));
}

#[tokio::test]
async fn a_value_that_nobody_provides_refuses_the_start() {
    let app = App::new().state(Answer(1));
    let refused = app.start(config("dev")).await.err().expect("a refusal").to_string();
    assert!(refused.contains("GET /slow"), "{refused}");
    assert!(refused.contains("Dropped"), "{refused}");
}
