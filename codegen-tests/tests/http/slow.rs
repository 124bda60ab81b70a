//! Clients that send too slowly, and too much: they lose, and nobody else notices.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::LazyLock;
use std::thread::sleep;
use std::time::{Duration, Instant};

use actix_web::web;
use codegen_tests::server::Server;
use futures_util::StreamExt;
use ordain::prelude::*;

use super::{SECRET, app};

#[dto]
struct Text {
    text: String,
}

#[derive(serde::Deserialize)]
struct Plain {
    text: String,
}

#[routes("/slow", policy = public)]
mod routes {
    use super::*;

    #[route(post, "/dto")]
    async fn dto(text: Text) -> String {
        text.text
    }

    #[route(post, "/form")]
    async fn form(Form(text): Form<Text>) -> String {
        text.text
    }

    #[route(post, "/bytes")]
    async fn bytes(bytes: web::Bytes) -> String {
        bytes.len().to_string()
    }

    #[route(post, "/actix-json")]
    async fn actix_json(text: web::Json<Plain>) -> String {
        text.into_inner().text
    }

    #[route(post, "/actix-form")]
    async fn actix_form(text: web::Form<Plain>) -> String {
        text.into_inner().text
    }

    #[route(post, "/by-hand")]
    async fn by_hand(mut payload: web::Payload) -> String {
        let mut sizes = Vec::new();
        while let Some(chunk) = payload.next().await {
            sizes.push(chunk.map_or(0, |chunk| chunk.len()));
        }
        format!("{sizes:?}")
    }

    #[route(get, "/conversation")]
    async fn conversation(mut payload: web::Payload) -> String {
        let chunk = payload.next().await.and_then(Result::ok).unwrap_or_default();
        String::from_utf8_lossy(&chunk).into_owned()
    }

    #[route(post, "/unread")]
    async fn unread() -> &'static str {
        tokio::time::sleep(Duration::from_millis(700)).await;
        "unread"
    }
}

static SERVER: LazyLock<Server> = LazyLock::new(|| {
    let variables = [
        ("ORDAIN_ENV", "test"),
        ("ORDAIN_AUTH__SECRET", SECRET),
        ("DATABASE_URL", "sqlite::memory:"),
        ("ORDAIN_DATABASE__MIGRATE", "off"),
        ("ORDAIN_SERVER__CLIENT_TIMEOUT", "1s"),
        ("ORDAIN_SERVER__BODY_TIMEOUT", "400ms"),
        ("ORDAIN_SERVER__KEEP_ALIVE", "2s"),
    ];
    Server::start(app(), &variables).unwrap()
});

fn connect() -> TcpStream {
    let socket = TcpStream::connect(SERVER.address()).unwrap();
    socket.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    socket
}

/// All that comes until the server hangs up.
fn rest(mut socket: TcpStream) -> String {
    let mut bytes = Vec::new();
    let _ = socket.read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

#[track_caller]
fn assert_goes_on() {
    let started = Instant::now();
    assert_eq!(SERVER.get("/health/live").status, 204);
    assert!(started.elapsed() < Duration::from_secs(5));
}

#[test]
fn a_head_has_its_time() {
    let started = Instant::now();
    // More of them than there are workers.
    let mut sockets: Vec<_> = (0..20).map(|_| connect()).collect();
    for socket in &mut sockets {
        socket.write_all(b"GET /health/live HTTP/1.1\r\nHost: loc").unwrap();
    }
    assert_goes_on();
    for socket in sockets {
        assert!(rest(socket).starts_with("HTTP/1.1 408 "));
    }
    let milliseconds = started.elapsed().as_millis();
    assert!((400..4_500).contains(&milliseconds), "{milliseconds}");
}

#[test]
fn a_connection_waits_for_its_next_request() {
    let ask = |socket: &mut TcpStream| {
        socket.write_all(b"GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        let mut start = [0; 12];
        socket.read_exact(&mut start).unwrap();
        assert_eq!(&start, b"HTTP/1.1 204");
    };
    let mut socket = connect();
    ask(&mut socket);
    std::thread::sleep(Duration::from_millis(1_000));
    let started = Instant::now();
    socket.write_all(b"GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    assert_eq!(rest(socket).matches("HTTP/1.1 204").count(), 1);
    let milliseconds = started.elapsed().as_millis();
    assert!((1_500..4_500).contains(&milliseconds), "{milliseconds}");
}

#[test]
fn a_byte_now_and_then_is_not_enough_of_a_head() {
    let mut socket = connect();
    for byte in b"GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n" {
        if socket.write_all(&[*byte]).is_err() {
            break;
        }
        sleep(Duration::from_millis(40));
    }
    let answer = rest(socket);
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 408 "), "{answer}");
}

#[test]
fn a_body_has_its_time() {
    for (path, media_type) in [
        ("dto", "application/json"),
        ("form", "application/x-www-form-urlencoded"),
        ("bytes", "text/plain"),
        ("actix-json", "application/json"),
        ("actix-form", "application/x-www-form-urlencoded"),
    ] {
        for length in ["Content-Length: 15", "Transfer-Encoding: chunked"] {
            let mut socket = connect();
            let head = format!(
                "POST /slow/{path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {media_type}\r\n{length}\r\n\r\n"
            );
            socket.write_all(head.as_bytes()).unwrap();
            let started = Instant::now();
            // Longer than allowed, and never silent for long.
            for byte in b"2\r\n{}\r\n" {
                if started.elapsed() > Duration::from_millis(600)
                    || socket.write_all(&[*byte]).is_err()
                {
                    break;
                }
                sleep(Duration::from_millis(100));
            }
            let answer = rest(socket);
            assert!(answer.starts_with("HTTP/1.1 408 "), "{path}, {length}: {answer}");
            assert!(answer.contains("content-type: application/problem+json\r\n"), "{answer}");
            assert!(answer.contains("\"code\":\"request_timeout\""), "{answer}");
            assert!(started.elapsed() < Duration::from_secs(10));
        }
    }
    assert_goes_on();
}

#[test]
fn a_body_that_is_read_by_hand_ends_in_time_too() {
    let mut socket = connect();
    let head = "POST /slow/by-hand HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nabc";
    socket.write_all(head.as_bytes()).unwrap();
    let answer = rest(socket);
    assert!(answer.contains("[3, 0]"), "{answer}");
}

#[test]
fn another_protocol_may_take_its_time() {
    let mut socket = connect();
    let head = "GET /slow/conversation HTTP/1.1\r\nHost: localhost\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n";
    socket.write_all(head.as_bytes()).unwrap();
    sleep(Duration::from_millis(800));
    socket.write_all(b"late").unwrap();
    let answer = rest(socket);
    assert!(answer.starts_with("HTTP/1.1 200 ") && answer.contains("late"), "{answer}");
}

#[test]
fn a_body_that_nobody_reads_is_not_waited_for() {
    let mut socket = connect();
    let head = "POST /slow/unread HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nabc";
    socket.write_all(head.as_bytes()).unwrap();
    let answer = rest(socket);
    assert!(answer.starts_with("HTTP/1.1 200 ") && answer.ends_with("unread"), "{answer}");
}

#[test]
fn a_body_in_chunks_that_nobody_reads_is_not_waited_for_either() {
    for (path, status) in [("slow/unread", 200), ("slow/nowhere", 404), ("slow/dto", 415)] {
        let mut socket = connect();
        let head = format!(
            "POST /{path} HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab"
        );
        socket.write_all(head.as_bytes()).unwrap();
        let started = Instant::now();
        let answer = rest(socket);
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{answer}");
        assert!(started.elapsed() < Duration::from_secs(10), "{path}");
    }
}

#[test]
fn a_body_that_was_read_leaves_the_connection_open() {
    let mut socket = connect();
    for _ in 0..2 {
        let request = "POST /slow/bytes HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
        socket.write_all(request.as_bytes()).unwrap();
        let mut answer = [0; 2048];
        let length = socket.read(&mut answer).unwrap();
        let answer = String::from_utf8_lossy(&answer[..length]).into_owned();
        assert!(answer.starts_with("HTTP/1.1 200 ") && answer.ends_with('3'), "{answer}");
    }
}

#[test]
fn a_head_has_its_size() {
    let head = |headers: String| {
        let mut socket = connect();
        let text = format!(
            "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n"
        );
        let _ = socket.write_all(text.as_bytes());
        rest(socket)
    };
    let answer = head(format!("x-long: {}\r\n", "x".repeat(64 << 10)));
    assert!(answer.starts_with("HTTP/1.1 204 "), "{answer}");
    for headers in [
        format!("x-long: {}\r\n", "x".repeat(200 << 10)),
        (0..200).map(|number| format!("x-{number}: x\r\n")).collect(),
    ] {
        let answer = head(headers);
        assert!(answer.starts_with("HTTP/1.1 431 "), "{answer}");
        assert_goes_on();
    }
}
