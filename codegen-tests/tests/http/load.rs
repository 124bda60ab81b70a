//! Which requests are refused when there is too much to do, and what counts as being done.

use std::collections::HashSet;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::{LazyLock, Mutex};
use std::thread::{JoinHandle, sleep, spawn};
use std::time::{Duration, Instant};

use actix_web::web::Bytes;
use codegen_tests::client::Answer;
use codegen_tests::server::Server;
use futures_util::stream::{BoxStream, StreamExt, once};
use ordain::prelude::*;
use serde_json::Value;

use super::{SECRET, app, assert_problem, request};

/// What no longer waits.
static RELEASED: LazyLock<Mutex<HashSet<String>>> = LazyLock::new(Mutex::default);

async fn released(key: &str) {
    while !RELEASED.lock().unwrap().contains(key) {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

fn release(key: &str) {
    RELEASED.lock().unwrap().insert(key.to_owned());
}

#[routes("/load", policy = public)]
mod routes {
    use super::*;

    #[route(get, "/wait/{key}")]
    async fn wait(key: String) -> String {
        released(&key).await;
        key
    }

    #[route(get, "/background", priority = background)]
    async fn background() {}

    #[route(get, "/normal", priority = normal)]
    async fn normal() {}

    #[route(get, "/critical", priority = critical)]
    async fn critical() {}

    #[route(get, "/undeclared/{id}", cors = any, deprecated(since = "2026-01-31"))]
    async fn undeclared(id: u8) -> String {
        id.to_string()
    }

    #[route(get, "/panic")]
    async fn panics() {
        panic!("inside");
    }

    #[route(get, "/stream/{key}")]
    async fn chunks(key: String) -> Streamed<BoxStream<'static, Result<Bytes>>> {
        let first = once(async { Ok(Bytes::from_static(b"first")) });
        let last = once(async move {
            released(&key).await;
            Ok(Bytes::from_static(b"last"))
        });
        Streamed::new("text/plain", first.chain(last).boxed())
    }
}

fn start(bound: &str) -> Server {
    let variables = [
        ("ORDAIN_ENV", "test"),
        ("ORDAIN_AUTH__SECRET", SECRET),
        ("DATABASE_URL", "sqlite::memory:"),
        ("ORDAIN_DATABASE__MIGRATE", "off"),
        ("ORDAIN_SERVER__MAX_IN_FLIGHT", bound),
    ];
    Server::start(app(), &variables).unwrap()
}

/// The value of a figure.
fn figure(server: &Server, name: &str) -> Option<u64> {
    let text = server.get("/metrics").text();
    let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '))?;
    line.parse().ok()
}

/// Waits until so many requests are being answered, beside the one that asks.
#[track_caller]
fn assert_in_flight(server: &Server, expected: u64) {
    let started = Instant::now();
    loop {
        let found = figure(server, "http_server_active_requests");
        if found == Some(expected + 1) {
            return;
        }
        assert!(started.elapsed() < Duration::from_secs(10), "{found:?}, not {expected} and one");
        sleep(Duration::from_millis(10));
    }
}

/// Requests that are answered when the key is released.
fn hold(server: &Server, key: &str, count: usize) -> Vec<JoinHandle<Answer>> {
    let (address, path) = (server.address(), format!("/load/wait/{key}"));
    let ask = || {
        let request = request("GET", &path);
        spawn(move || request.send(address))
    };
    (0..count).map(|_| ask()).collect()
}

#[test]
fn what_can_wait_is_refused_first() {
    let server = start("10");
    let mut held = hold(&server, "first", 6);
    assert_in_flight(&server, 6);
    assert_eq!(server.get("/load/background").status, 204);
    held.extend(hold(&server, "first", 1));
    assert_in_flight(&server, 7);
    let refused = server.get("/load/background");
    assert_problem(&refused, 503, "overloaded");
    assert_eq!(refused.header("retry-after"), Some("1"));
    for path in ["/load/normal", "/load/critical"] {
        assert_eq!(server.get(path).status, 204);
    }
    assert_eq!(server.get("/load/undeclared/7").text(), "7");
    held.extend(hold(&server, "first", 3));
    assert_in_flight(&server, 10);
    for path in ["/load/background", "/load/normal", "/load/undeclared/7"] {
        assert_problem(&server.get(path), 503, "overloaded");
    }
    for path in ["/load/critical", "/health/live", "/health/ready"] {
        assert_eq!(server.get(path).status, 204);
    }
    // The path is unknown whatever there is to do.
    assert_problem(&server.get("/load/nowhere"), 404, "not_found");
    let refused = server.get("/load/undeclared/x");
    assert_problem(&refused, 503, "overloaded");
    assert_eq!(refused.header("access-control-allow-origin"), Some("*"));
    assert_eq!(refused.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(refused.header("deprecation"), Some("@1769817600"));
    release("first");
    assert!(held.into_iter().all(|held| held.join().unwrap().text() == "first"));
    assert_in_flight(&server, 0);
    assert_eq!(server.get("/load/background").status, 204);
    let shed = |route: &str| {
        figure(&server, &format!("requests_shed_total{{method=\"GET\",route=\"{route}\"}}"))
    };
    assert_eq!(shed("/load/background"), Some(2));
    assert_eq!(shed("/load/undeclared/{id}"), Some(2));
    assert_eq!(shed("/load/critical"), None);
}

#[test]
fn a_single_request_at_a_time_may_be_anything() {
    let server = start("1");
    for path in ["/load/background", "/load/normal", "/load/critical"] {
        assert_eq!(server.get(path).status, 204);
    }
}

#[test]
fn without_a_bound_nothing_is_refused() {
    let server = start("off");
    let held = hold(&server, "unbound", 12);
    assert_in_flight(&server, 12);
    assert_eq!(server.get("/load/background").status, 204);
    release("unbound");
    assert!(held.into_iter().all(|held| held.join().unwrap().status == 200));
}

/// A connection that has asked for the paths and read no answer: to close it is to break it off.
fn ask(server: &Server, paths: &[&str]) -> TcpStream {
    let mut socket = TcpStream::connect(server.address()).unwrap();
    for path in paths {
        write!(socket, "GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    }
    socket
}

#[test]
fn who_hangs_up_no_longer_counts() {
    let server = start("4");
    let paths = ["/health/live", "/load/wait/never"];
    let sockets: Vec<_> = (0..4).map(|_| ask(&server, &paths)).collect();
    assert_in_flight(&server, 4);
    assert_problem(&server.get("/load/normal"), 503, "overloaded");
    sleep(Duration::from_millis(100));
    drop(sockets);
    assert_in_flight(&server, 0);
    assert_eq!(server.get("/load/normal").status, 204);
    let mut reader = ask(&server, &["/load/stream/never"]);
    reader.read_exact(&mut [0; 16]).unwrap();
    assert_in_flight(&server, 1);
    drop(reader);
    assert_in_flight(&server, 0);
}

#[test]
fn what_runs_on_without_its_client_counts() {
    let server = start("4");
    let socket = ask(&server, &["/load/wait/left"]);
    assert_in_flight(&server, 1);
    // A client that has only ended its side may still read.
    drop(socket);
    sleep(Duration::from_millis(100));
    assert_in_flight(&server, 1);
    release("left");
    assert_in_flight(&server, 0);
}

#[test]
fn a_panic_no_longer_counts() {
    let server = start("2");
    for _ in 0..5 {
        assert_problem(&server.get("/load/panic"), 500, "internal");
    }
    assert_in_flight(&server, 0);
}

#[test]
fn a_stream_counts_until_its_end() {
    let server = start("2");
    let address = server.address();
    let reader = spawn(move || request("GET", "/load/stream/end").send(address));
    assert_in_flight(&server, 1);
    sleep(Duration::from_millis(50));
    assert_in_flight(&server, 1);
    release("end");
    assert_eq!(reader.join().unwrap().text(), "firstlast");
    assert_in_flight(&server, 0);
}

#[test]
fn the_document_has_the_refusals_that_are_declared() {
    let document = super::get("/openapi.json").json();
    let refused = |path: &str| {
        let pointer = format!("/paths/~1load~1{path}/get/responses/503");
        document.pointer(&pointer).cloned().unwrap_or_default()
    };
    for path in ["background", "normal"] {
        let header = refused(path).pointer("/headers/Retry-After/schema/type").cloned();
        assert_eq!(header, Some(Value::from("integer")));
    }
    for path in ["critical", "panic"] {
        assert_eq!(refused(path), Value::Null);
    }
}
