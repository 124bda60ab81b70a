//! Requests that pretend, that never end, and that are too many.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use codegen_tests::client::Request;
use serde_json::json;

use super::Target;

fn flood(target: &Target, request: impl Fn(usize) -> Request) -> Vec<u16> {
    (0..40).map(|at| target.send(&request(at)).status).collect()
}

#[test]
fn another_address_in_a_header() {
    let target = Target::start();
    let statuses = flood(&target, |at| {
        let address = format!("198.51.100.{at}");
        Request::new("POST", "/auth/login")
            .header("X-Forwarded-For", &address)
            .header("X-Real-IP", &address)
            .header("Forwarded", &format!("for={address}"))
            .json(&json!({}))
    });
    assert_eq!(statuses[..30], [422; 30]);
    assert_eq!(statuses[30..], [429; 10]);
}

#[test]
fn another_address_behind_a_proxy_that_is_trusted() {
    let target = Target::start_with(&[("ORDAIN_SERVER__TRUSTED_PROXIES", "127.0.0.1")]);
    // What the client wrote stands before what the proxy adds.
    let statuses = flood(&target, |at| {
        let header = format!("198.51.100.{at}, 203.0.113.7");
        Request::new("POST", "/auth/login").header("X-Forwarded-For", &header).json(&json!({}))
    });
    assert_eq!(statuses[30..], [429; 10]);
    let other = Request::new("POST", "/auth/login").header("X-Forwarded-For", "203.0.113.8");
    assert_eq!(target.send(&other.json(&json!({}))).status, 422, "somebody else is not bound");
}

#[test]
fn another_way_to_write_the_path_or_the_method() {
    let target = Target::start();
    let statuses = flood(&target, |_| Request::new("POST", "/auth/login").json(&json!({})));
    assert_eq!(statuses[39], 429);
    for path in ["/auth/login/", "//auth/login", "/auth/./login", "/Auth/Login", "/auth/login%20"] {
        let status = target.send(&Request::new("POST", path).json(&json!({}))).status;
        assert!(matches!(status, 404 | 429), "{path}: {status}");
    }
    for header in ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Original-URL", "X-Rewrite-URL"] {
        let request = Request::new("GET", "/posts/hello-world").header(header, "DELETE");
        assert_eq!(target.send(&request).status, 200, "{header}");
    }
    assert_eq!(target.send(&Request::new("GET", "/posts/hello-world")).status, 200);
}

#[test]
fn a_body_that_is_too_large_or_never_ends() {
    let target = Target::start_with(&[("ORDAIN_SERVER__BODY_TIMEOUT", "500ms")]);
    let author = target.token("author");
    let large = vec![b' '; 300 * 1024];
    let request = Request::new("POST", "/posts").bearer(&author).body("application/json", large);
    assert_eq!(target.send(&request).status, 413);
    // One that is announced is refused before any of it is sent.
    let announced = "Content-Length: 307200\r\n\r\n";
    assert_eq!(begin_post(&target, &author, announced), *b"HTTP/1.1 413");
    let chunk = " ".repeat(100 * 1024);
    let request = Request::new("POST", "/posts").bearer(&author).chunks(&[&*chunk; 4]);
    assert_eq!(target.send(&request).status, 413);

    let begun = Instant::now();
    let never_ends = "Content-Length: 100\r\n\r\n{";
    assert_eq!(begin_post(&target, &author, never_ends), *b"HTTP/1.1 408");
    assert!(begun.elapsed() < Duration::from_secs(5));
}

/// What a request is answered with that has begun and goes no further.
fn begin_post(target: &Target, author: &str, rest: &str) -> [u8; 12] {
    let mut stream = TcpStream::connect(target.address()).expect("it listens");
    let head = format!(
        "POST /posts HTTP/1.1\r\nHost: blog\r\nAuthorization: Bearer {author}\r\n\
         Content-Type: application/json\r\n{rest}"
    );
    stream.write_all(head.as_bytes()).expect("it reads");
    stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a socket");
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).expect("an answer");
    answer
}

#[test]
fn heads_that_are_sent_slowly_hold_up_nobody() {
    let target = Target::start();
    let slow: Vec<TcpStream> = (0..64)
        .map(|_| {
            let mut stream = TcpStream::connect(target.address()).expect("it listens");
            stream.write_all(b"GET /posts HTTP/1.1\r\nHost: ").expect("it reads");
            stream
        })
        .collect();
    let begun = Instant::now();
    assert_eq!(target.send(&Request::new("GET", "/posts")).status, 200);
    assert!(begun.elapsed() < Duration::from_secs(3));
    drop(slow);
}

#[test]
fn sql_in_every_text() {
    let target = Target::start();
    let attack = "x'; DROP TABLE posts; --";
    let escaped = "x'%3B%20DROP%20TABLE%20posts%3B%20--";
    let login = json!({ "login": attack, "password": attack });
    assert_eq!(target.send(&Request::new("POST", "/auth/login").json(&login)).status, 401);
    for path in [
        format!("/posts/{escaped}"),
        format!("/posts?page={escaped}"),
        format!("/posts/{escaped}/comments"),
    ] {
        let status = target.send(&Request::new("GET", &path)).status;
        assert!(matches!(status, 400 | 404 | 422), "{path}: {status}");
    }
    let key = Request::new("GET", "/auth/me").header("X-API-Key", attack);
    assert_eq!(target.send(&key).status, 401);
    assert_eq!(target.send(&Request::new("GET", "/posts/hello-world")).status, 200);
}
