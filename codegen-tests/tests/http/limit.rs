//! The options that bound a call, and what becomes of calls that go wrong.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use actix_web::web::Bytes;
use ordain::prelude::*;
use serde_json::json;

use super::{Post, assert_problem, get, request, send, token};

#[dto]
struct Text {
    text: String,
}

static ENDED: AtomicUsize = AtomicUsize::new(0);

/// Counts what has been dropped.
struct Guard;

impl Drop for Guard {
    fn drop(&mut self) {
        ENDED.fetch_add(1, Ordering::SeqCst);
    }
}

#[routes("/limit", policy = public)]
mod routes {
    use super::*;

    #[route(post, "/small", body_limit = "64B")]
    async fn small(text: Text) -> String {
        text.text
    }

    #[route(post, "/usual")]
    async fn usual(bytes: Bytes) -> String {
        bytes.len().to_string()
    }

    #[route(post, "/large", body_limit = "64KB")]
    async fn large(bytes: Bytes) -> String {
        bytes.len().to_string()
    }

    #[route(get, "/slow/{milliseconds}", timeout = "300ms")]
    async fn slow(milliseconds: u64) -> &'static str {
        let _guard = (milliseconds > 1).then(|| Guard);
        tokio::time::sleep(Duration::from_millis(milliseconds)).await;
        "done"
    }

    #[route(get, "/rate", rate_limit = "3/s per ip")]
    async fn rate() {}

    #[route(get, "/rate-of-actors", policy = authenticated, rate_limit = "2/min per actor")]
    async fn rate_of_actors() {}

    #[route(get, "/old/{number}", deprecated(since = "2026-01-31", sunset = "2027-01-31"))]
    async fn old(number: u8) -> String {
        number.to_string()
    }

    #[route(get, "/older", deprecated(since = "2026-01-31"))]
    async fn older() {}

    #[route(get, "/panic/{early}")]
    async fn panics(early: bool) {
        if !early {
            tokio::task::yield_now().await;
        }
        panic!("the inside of the server");
    }

    #[route(get, "/sync-panic")]
    fn sync_panics() {
        panic!("the inside of the server");
    }

    #[route(get, "/error")]
    async fn error() -> Result<()> {
        Err(std::io::Error::other("the inside of the server").into())
    }

    #[route(put, "/status", status = 202)]
    async fn status() -> Json<u8> {
        Json(1)
    }
}

#[test]
fn a_body_has_a_size() {
    let text = |length: usize| json!({"text": "x".repeat(length)});
    let post = |length| send(&request("POST", "/limit/small").json(&text(length)));
    // With its quotes and braces, the body has eleven bytes more.
    assert_eq!(post(53).status, 200);
    assert_problem(&post(54), 413, "payload_too_large");
    assert_problem(&post(100_000), 413, "payload_too_large");
}

#[test]
fn a_body_that_does_not_say_its_size_has_one_too() {
    let post = |chunks: &[&str]| send(&request("POST", "/limit/small").chunks(chunks));
    assert_eq!(post(&["{\"text\": ", "\"short\"}"]).text(), "short");
    let long = "x".repeat(40);
    assert_problem(&post(&["{\"text\": \"", &long, &long, "\"}"]), 413, "payload_too_large");
}

#[test]
fn the_configured_size_holds_where_none_is_declared() {
    let post = |path: &str, length| {
        send(&request("POST", path).body("application/octet-stream", vec![0; length]))
    };
    assert_eq!(post("/limit/usual", 4096).text(), "4096");
    assert_problem(&post("/limit/usual", 4097), 413, "payload_too_large");
    assert_eq!(post("/limit/large", 65_536).text(), "65536");
    assert_problem(&post("/limit/large", 65_537), 413, "payload_too_large");
}

#[test]
fn a_call_that_takes_too_long_ends() {
    assert_eq!(get("/limit/slow/1").text(), "done");
    let (before, started) = (ENDED.load(Ordering::SeqCst), Instant::now());
    let answer = get("/limit/slow/60000");
    assert_problem(&answer, 504, "timeout");
    assert!(started.elapsed() < Duration::from_secs(10));
    assert_eq!(ENDED.load(Ordering::SeqCst), before + 1);
}

#[test]
fn an_address_may_call_so_often() {
    let answers: Vec<_> = (0..4).map(|_| get("/limit/rate")).collect();
    assert!(answers[..3].iter().all(|answer| answer.status == 204));
    assert_problem(&answers[3], 429, "too_many_requests");
    assert_eq!(answers[3].header("retry-after"), Some("1"));
    assert_eq!(answers[3].header("ratelimit-limit"), Some("3"));
    assert_eq!(answers[3].header("ratelimit-remaining"), Some("0"));
    assert_eq!(answers[3].header("ratelimit-reset"), Some("1"));
    assert_eq!(answers[0].header("ratelimit-remaining"), Some("2"));
    sleep(Duration::from_millis(1100));
    assert_eq!(get("/limit/rate").status, 204);
}

#[test]
fn each_actor_may_call_so_often() {
    let path = "/limit/rate-of-actors";
    let (one, other) = (token(11, Post::Guest), token(12, Post::Guest));
    let call = |token: &str| send(&request("GET", path).bearer(token));
    assert_eq!((call(&one).status, call(&one).status), (204, 204));
    let refused = call(&one);
    assert_problem(&refused, 429, "too_many_requests");
    let seconds: u64 = refused.header("retry-after").unwrap().parse().unwrap();
    assert!((50..=60).contains(&seconds), "{seconds}");
    assert_eq!(call(&other).status, 204);
}

#[test]
fn deprecated_routes_say_so() {
    let answer = get("/limit/old/7");
    assert_eq!(answer.text(), "7");
    assert_eq!(answer.header("deprecation"), Some("@1769817600"));
    assert_eq!(answer.header("sunset"), Some("Sun, 31 Jan 2027 00:00:00 GMT"));
    let answer = get("/limit/old/x");
    assert_eq!((answer.status, answer.header("deprecation")), (400, Some("@1769817600")));
    let answer = get("/limit/older");
    assert_eq!(
        (answer.header("deprecation"), answer.header("sunset")),
        (Some("@1769817600"), None)
    );
    assert_eq!(get("/limit/error").header("deprecation"), None);
}

#[test]
fn a_panic_is_answered_and_the_server_goes_on() {
    for path in ["/limit/panic/true", "/limit/panic/false", "/limit/sync-panic", "/limit/error"] {
        for _ in 0..3 {
            let answer = get(path);
            assert_problem(&answer, 500, "internal");
            assert!(!answer.text().contains("inside"), "{}", answer.text());
        }
    }
    assert_eq!(get("/limit/slow/1").text(), "done");
}

#[test]
fn a_good_reply_has_the_declared_status() {
    let answer = send(&request("PUT", "/limit/status"));
    assert_eq!((answer.status, answer.text().as_str()), (202, "1"));
}
