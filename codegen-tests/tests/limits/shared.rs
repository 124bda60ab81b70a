//! Several processes that count together, and what becomes of them when they cannot.

use std::thread::scope;
use std::time::{Duration, Instant};

use codegen_tests::process::{Other, until};
use codegen_tests::redis::Redis;

use super::process::other;
use super::*;

#[expect(dead_code, reason = "the other tests use the rest")]
#[path = "../data/place.rs"]
mod place;

use place::Place;

const AWAY: &str = "limits are counted by each process alone";
const BACK: &str = "the store of the limits answers again";

/// How many of these calls are let through, from one address by both in turn.
fn let_through(servers: [&Other; 2], address: &str, calls: usize) -> usize {
    let turns = servers.iter().cycle().take(calls);
    turns.filter(|server| server.send(&from("/five", address)).status == 204).count()
}

/// The same, all at once.
fn let_through_at_once(servers: [&Other; 2], address: &str) -> usize {
    scope(|scope| {
        let call = |server: &Other| {
            (0..8).filter(|_| server.send(&from("/five", address)).status == 204).count()
        };
        let calls: Vec<_> = (0..6).map(|at| scope.spawn(move || call(servers[at % 2]))).collect();
        calls.into_iter().map(|calls| calls.join().unwrap()).sum()
    })
}

fn fallbacks(server: &Other) -> u64 {
    let text = server.send(&request("/metrics")).text();
    let line = text.lines().find_map(|line| line.strip_prefix("limits_fallbacks_total "));
    line.unwrap_or_else(|| panic!("no figure: {text}")).parse().unwrap()
}

fn count_together(variables: &[(&str, &str)]) {
    let (one, other) = (other(variables), other(variables));
    assert_eq!(let_through([&one, &other], "198.51.100.1", 14), 5);
    let last = other.send(&from("/five", "198.51.100.1"));
    assert_refused(&last);
    assert!((3590..=3600).contains(&number(&last, "retry-after")));
    let answer = one.send(&from("/five", "198.51.100.2"));
    assert_eq!((answer.status, number(&answer, "ratelimit-remaining")), (204, 4));
    let answer = other.send(&from("/five", "198.51.100.2"));
    assert_eq!((answer.status, number(&answer, "ratelimit-remaining")), (204, 3));
    assert_eq!(let_through_at_once([&one, &other], "198.51.100.3"), 5);
    // A burst counts together too: 0.6 s make a call.
    let at_once = [&one, &other, &one, &other]
        .map(|server| server.send(&from("/burst", "198.51.100.4")).status);
    assert_eq!(at_once.iter().filter(|status| **status == 204).count(), 2, "{at_once:?}");
    assert_eq!((fallbacks(&one), fallbacks(&other)), (0, 0));
}

#[test]
fn two_processes_count_together_through_redis() {
    let Some(redis) = Redis::start() else { return };
    count_together(&[("REDIS_URL", &redis.url()), ("ORDAIN_LIMITS__PATIENCE", "5s")]);
}

#[test]
fn two_processes_count_together_through_the_database_alone() {
    let servers = ["POSTGRES_URL", "MYSQL_URL"].map(std::env::var);
    let servers = servers.into_iter().flatten().map(Place::on_server);
    for place in servers.chain([Place::in_file()]) {
        count_together(&[
            ("DATABASE_URL", place.url()),
            ("ORDAIN_LIMITS__STORE", "database"),
            ("ORDAIN_LIMITS__PATIENCE", "5s"),
        ]);
    }
}

#[test]
fn each_counts_for_itself_where_that_is_asked_for() {
    let Some(redis) = Redis::start() else { return };
    let variables = [("REDIS_URL", &*redis.url()), ("ORDAIN_LIMITS__STORE", "memory")];
    let (one, other) = (other(&variables), other(&variables));
    assert_eq!(let_through([&one, &other], "198.51.100.1", 14), 10);
}

#[test]
fn without_redis_each_process_counts_for_itself_until_it_is_back() {
    let Some(mut redis) = Redis::start() else { return };
    let variables = [("REDIS_URL", &*redis.url())];
    let (one, other) = (other(&variables), other(&variables));
    assert_eq!(let_through([&one, &other], "198.51.100.1", 3), 3);
    redis.kill();
    // Two have come to one process and one to the other: each goes on from there.
    let started = Instant::now();
    assert_eq!(let_through([&one, &other], "198.51.100.1", 20), 3 + 4);
    assert_eq!(let_through([&one, &other], "198.51.100.2", 20), 10);
    let took = started.elapsed();
    assert!(took < Duration::from_secs(2), "{took:?}: somebody waits for Redis");
    // Those that were let through; of the others it was known that nobody need be asked.
    assert!(fallbacks(&one) >= 8, "{}", fallbacks(&one));
    until("it is said", || one.logged(AWAY) > 0 && other.logged(AWAY) > 0);
    redis.start_again();
    until("it is back", || one.logged(BACK) > 0 && other.logged(BACK) > 0);
    assert_eq!(let_through([&one, &other], "198.51.100.3", 14), 5);
    assert_eq!((one.logged(AWAY), other.logged(AWAY)), (1, 1));
}

#[test]
fn a_server_starts_without_its_redis() {
    let Some(mut redis) = Redis::start() else { return };
    let variables = [("REDIS_URL", &*redis.url())];
    redis.kill();
    let server = other(&variables);
    assert_eq!(let_through([&server, &server], "198.51.100.1", 14), 5);
    redis.start_again();
    until("it is back", || server.logged(BACK) > 0);
    assert_eq!(let_through([&server, &other(&variables)], "198.51.100.2", 14), 5);
}

#[test]
fn a_store_that_is_not_there_refuses_the_start() {
    let refused = |variables: &[(&str, &str)]| {
        let own = [("ORDAIN_ENV", "test"), ("ORDAIN_AUTH__SECRET", SECRET)];
        let variables: Vec<_> = own.iter().chain(variables).copied().collect();
        let error = Server::start(App::new(), &variables).err().unwrap();
        error.source_chain()
    };
    let text = refused(&[("ORDAIN_LIMITS__STORE", "redis")]);
    assert!(text.contains("`redis.url` is not configured"), "{text}");
    let text = refused(&[("ORDAIN_LIMITS__STORE", "database")]);
    assert!(text.contains("names no database"), "{text}");
    let text = refused(&[("REDIS_URL", "redis://a:b:c")]);
    assert!(text.contains("`redis.url` is no address"), "{text}");
}
