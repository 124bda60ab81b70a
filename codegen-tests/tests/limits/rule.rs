//! What a limit lets through, whom it counts, and what it says.

use std::sync::LazyLock;
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

use ordain::auth::Tokens;

use super::*;

/// Each test calls from an address of its own.
static SERVER: LazyLock<Server> =
    LazyLock::new(|| start(&[("ORDAIN_SERVER__TRUSTED_PROXIES", "127.0.0.1")]));

fn send(request: &Request) -> Answer {
    SERVER.send(request)
}

fn token(id: i64, seconds: u64) -> String {
    let tokens = Tokens::new(&SECRET.into(), Duration::from_secs(seconds)).unwrap();
    tokens.issue(id, Post::Guest).unwrap().as_str().to_owned()
}

#[test]
fn the_sixth_of_five_is_refused_and_others_are_not() {
    for left in (0..5).rev() {
        let answer = send(&from("/five", "198.51.100.1"));
        assert_eq!(answer.status, 204);
        assert_eq!(number(&answer, "ratelimit-limit"), 5);
        assert_eq!(number(&answer, "ratelimit-remaining"), left);
        assert!((3590..=3600).contains(&number(&answer, "ratelimit-reset")));
        assert_eq!(answer.header("retry-after"), None);
    }
    let refused = send(&from("/five", "198.51.100.1"));
    assert_refused(&refused);
    assert!((3590..=3600).contains(&number(&refused, "retry-after")));
    assert_eq!(refused.header("ratelimit-reset"), refused.header("retry-after"));
    assert_eq!(send(&from("/five", "198.51.100.2")).status, 204);
    assert_eq!(send(&from("/burst", "198.51.100.1")).status, 204);
    assert_eq!(send(&from("/free", "198.51.100.1")).header("ratelimit-limit"), None);
}

#[test]
fn no_second_holds_more_than_five() {
    let mut times = Vec::new();
    let started = Instant::now();
    while started.elapsed() < Duration::from_millis(3300) {
        let before = Instant::now();
        if send(&from("/edge", "198.51.100.3")).status == 204 {
            times.push((before, Instant::now()));
        }
        sleep(Duration::from_millis(15));
    }
    for (first, sixth) in times.iter().zip(times.iter().skip(5)) {
        // From the latest time of the first to the earliest of the sixth: no later, no earlier.
        assert!(sixth.1.duration_since(first.0) >= Duration::from_secs(1));
    }
    assert!((15..=20).contains(&times.len()), "{}", times.len());
}

#[test]
fn calls_at_the_same_time_are_counted() {
    let allowed: usize = scope(|scope| {
        let call = || {
            let answers = (0..10).map(|_| send(&from("/five", "198.51.100.4")).status);
            answers.filter(|status| *status == 204).count()
        };
        let calls: Vec<_> = (0..4).map(|_| scope.spawn(call)).collect();
        calls.into_iter().map(|calls| calls.join().unwrap()).sum()
    });
    assert_eq!(allowed, 5);
}

#[test]
fn a_burst_goes_at_once_and_the_rest_evenly() {
    let call = || send(&from("/burst", "198.51.100.5"));
    let (first, second, third) = (call(), call(), call());
    assert_eq!((first.status, second.status), (204, 204));
    assert_eq!(number(&first, "ratelimit-limit"), 100);
    assert_eq!(
        (number(&first, "ratelimit-remaining"), number(&second, "ratelimit-remaining")),
        (1, 0)
    );
    assert_refused(&third);
    assert_eq!(number(&third, "retry-after"), 1);
    sleep(Duration::from_millis(650));
    assert_eq!(call().status, 204);
    assert_refused(&call());
}

#[test]
fn a_header_is_counted_by_its_value_and_its_absence_by_address() {
    let call = |tenant: &str| send(&from("/tenant", "198.51.100.6").header("x-tenant", tenant));
    assert_eq!([call("a"), call("a"), call("a")].map(|answer| answer.status), [204, 204, 429]);
    assert_eq!(call("b").status, 204);
    let without = |address| send(&from("/tenant", address)).status;
    let statuses = [without("198.51.100.6"), without("198.51.100.6"), without("198.51.100.6")];
    assert_eq!(statuses, [204, 204, 429]);
    assert_eq!(without("198.51.100.7"), 204);
}

#[test]
fn each_key_is_counted_for_itself_and_made_up_ones_are_not() {
    let (one, other) = (token(7, 60), token(7, 600));
    let call = |token: &str| send(&from("/key", "198.51.100.8").bearer(token)).status;
    assert_eq!([call(&one), call(&one), call(&one)], [204, 204, 429]);
    assert_eq!([call(&other), call("made.up.token"), call(&other)], [204, 401, 204]);
    assert_eq!(call(&other), 429);
}

#[test]
fn credentials_that_are_not_good_are_counted_by_address_and_apart() {
    let good = token(11, 60);
    let call = |token: &str, address: &str| send(&from("/key", address).bearer(token));
    let guess = |at: usize| call(&format!("made.up.{at}"), "198.51.100.70");
    assert_eq!([guess(1), guess(2)].map(|answer| answer.status), [401, 401]);
    let third = guess(3);
    assert_refused(&third);
    assert_eq!(number(&third, "ratelimit-limit"), 2);
    assert_eq!(call("made.up.4", "198.51.100.71").status, 401);
    // Nobody is refused for what others try.
    assert_eq!(call(&good, "198.51.100.70").status, 204);
    // A limit of another kind does not look at what is not good.
    let many = (0..5).map(|_| send(&from("/several/1", "198.51.100.72").bearer("made.up")).status);
    assert_eq!(many.collect::<Vec<_>>()[..4], [401; 4]);
}

#[test]
fn each_of_several_limits_holds_and_the_tightest_is_told() {
    let (one, other) = (token(8, 60), token(9, 60));
    let call =
        |token: &str, id: u8| send(&from(&format!("/several/{id}"), "198.51.100.9").bearer(token));
    let first = call(&one, 1);
    assert_eq!((first.status, number(&first, "ratelimit-limit")), (204, 2));
    assert_eq!(number(&first, "ratelimit-remaining"), 1);
    // Also an error tells what is left.
    let second = call(&one, 0);
    assert_eq!((second.status, number(&second, "ratelimit-remaining")), (404, 0));
    let third = call(&one, 1);
    assert_refused(&third);
    assert_eq!(number(&third, "ratelimit-limit"), 2);
    // It was the third of four from this address.
    let fourth = call(&other, 1);
    assert_eq!((fourth.status, number(&fourth, "ratelimit-limit")), (204, 4));
    let fifth = call(&other, 1);
    assert_refused(&fifth);
    assert_eq!(number(&fifth, "ratelimit-limit"), 4);
}

#[test]
fn the_document_says_all_of_it() {
    let document = send(&request("/openapi.json")).json();
    let responses = &document["paths"]["/several/{id}"]["get"]["responses"];
    let text = responses["429"]["description"].as_str().unwrap();
    assert!(text.contains("4 calls in 3600s by one address"), "{text}");
    assert!(text.contains("2 calls in 3600s by one caller"), "{text}");
    for status in ["204", "400", "401", "429"] {
        for name in ["RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"] {
            assert!(responses[status]["headers"][name].is_object(), "{status} {name}");
        }
    }
    assert!(responses["429"]["headers"]["Retry-After"].is_object());
    let text = |path: &str| {
        let response = &document["paths"][path]["get"]["responses"]["429"];
        response["description"].as_str().unwrap_or_default().to_owned()
    };
    assert!(text("/burst").contains("100 calls in 60s, 2 at once by one address"));
    assert!(text("/tenant").contains("with one value of `x-tenant`"));
    assert!(text("/key").contains("with one key"));
    assert_eq!(text("/free"), "");
}
