//! Attempts to log in: who waits, how long, and who never does.

use std::net::IpAddr;

use super::*;

const SECRET: &[u8] = b"a secret of the tests, long enough for all";

fn address(last: u8) -> IpAddr {
    IpAddr::from([198, 51, 100, last])
}

/// How long the attempt must wait, in seconds; `None` if it may begin. It fails.
async fn fail(attempts: &Attempts, login: &str, address: IpAddr) -> Option<u64> {
    let error = match attempts.begin(login, Some(address)).await {
        Ok(_failed) => return None,
        Err(error) => error,
    };
    assert_eq!((error.status().as_u16(), error.code()), (429, "too_many_requests"));
    let (_, seconds) = error.headers().first().unwrap();
    Some(seconds.to_str().unwrap().parse().unwrap())
}

async fn who_fails_waits(attempts: &Attempts) {
    for _ in 0..5 {
        assert_eq!(fail(attempts, "ada", address(1)).await, None);
    }
    assert_eq!(fail(attempts, "ada", address(1)).await, Some(1));
    // However it is written, it is the same name.
    assert_eq!(fail(attempts, " ADA ", address(1)).await, Some(1));
    assert_eq!(fail(attempts, "ada", address(2)).await, None);
    assert_eq!(fail(attempts, "bob", address(1)).await, None);
    tokio::time::sleep(Duration::from_millis(1050)).await;
    assert_eq!(fail(attempts, "ada", address(1)).await, None);
    assert_eq!(fail(attempts, "ada", address(1)).await, Some(2));
}

async fn nobody_locks_out_others(attempts: &Attempts) {
    attempts.begin("eve", Some(address(1))).await.unwrap().succeeded().await;
    let mut refused = 0;
    for last in 2..122 {
        refused += usize::from(fail(attempts, "eve", address(last)).await.is_some());
    }
    // The first one, which succeeded, came from a network that was not known yet.
    assert_eq!(refused, 21);
    // A stranger's right password is not tried either, and that is said of every name.
    assert!(fail(attempts, "eve", address(200)).await.unwrap() > 3000);
    for _ in 0..4 {
        assert_eq!(fail(attempts, "eve", address(1)).await, None);
    }
    attempts.begin("eve", Some(address(1))).await.unwrap().succeeded().await;
    assert_eq!(fail(attempts, "eve", address(1)).await, None);
}

async fn what_was_no_failure_does_not_count(attempts: &Attempts) {
    for _ in 0..20 {
        attempts.begin("dan", Some(address(1))).await.unwrap().withdraw().await;
    }
    assert_eq!(fail(attempts, "dan", address(1)).await, None);
}

async fn who_tries_many_logins_is_bound(attempts: &Attempts) {
    let of = |last: u8| IpAddr::from([203, 0, 113, last]);
    let network = of(1);
    // Those who sign in for the first time do not count, however many there are.
    for person in 0..250 {
        let login = format!("person {person}");
        attempts.begin(&login, Some(network)).await.unwrap().succeeded().await;
    }
    for victim in 0..200 {
        assert_eq!(fail(attempts, &format!("victim {victim}"), network).await, None, "{victim}");
    }
    let wait = fail(attempts, "victim 200", network).await.unwrap();
    // Of many calls it is only remembered in which minute they came.
    assert!((3500..=3660).contains(&wait), "{wait}");
    // Who has signed in from there does so yet; and elsewhere nothing has happened.
    attempts.begin("person 7", Some(network)).await.unwrap().succeeded().await;
    assert_eq!(fail(attempts, "victim 201", of(2)).await, None);
    // What the network was refused did not cost the login an attempt.
    for _ in 0..150 {
        assert!(fail(attempts, "victim 202", network).await.is_some());
    }
    for last in 10..110 {
        assert_eq!(fail(attempts, "victim 202", of(last)).await, None);
    }
}

async fn all(attempts: &Attempts) {
    who_fails_waits(attempts).await;
    nobody_locks_out_others(attempts).await;
    what_was_no_failure_does_not_count(attempts).await;
    who_tries_many_logins_is_bound(attempts).await;
}

#[tokio::test]
async fn in_memory() {
    all(&Attempts::new(SECRET, None)).await;
}

#[cfg(feature = "__database")]
#[tokio::test(flavor = "multi_thread")]
async fn in_a_database_for_all_instances() {
    use crate::db::{Db, Options};
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("attempts.db").display());
    let open = async || {
        let db = Db::connect(&url, &Options::default()).await.unwrap();
        let store = Database::open(db).await.unwrap();
        Attempts::new(SECRET, Some(Shared::new(store, Duration::from_secs(5))))
    };
    let (one, other) = (open().await, open().await);
    all(&one).await;
    assert!(fail(&other, "eve", address(201)).await.is_some());
}

#[tokio::test(start_paused = true)]
async fn when_all_are_tried_from_everywhere_each_attempt_is_slower_and_none_is_refused() {
    let attempts = Attempts::new(SECRET, None);
    let of = |at: u16| IpAddr::from([10, 0, (at / 250).try_into().unwrap(), (at % 250) as u8]);
    let took = async |login: &str, address: IpAddr| {
        let began = tokio::time::Instant::now();
        let attempt = attempts.begin(login, Some(address)).await.unwrap();
        (began.elapsed(), attempt)
    };
    took("ada", of(5000)).await.1.succeeded().await;
    for at in 0..1000 {
        let (waited, _failed) = took(&format!("victim {at}"), of(at)).await;
        assert_eq!(waited, Duration::ZERO, "{at}");
    }
    for at in 1000..1100 {
        let (waited, _failed) = took(&format!("victim {at}"), of(at)).await;
        assert_eq!(waited, Duration::from_secs(2));
    }
    // Who is known from there is not slowed by what others do; a stranger is, and gets in.
    assert_eq!(took("ada", of(5000)).await.0, Duration::ZERO);
    let (waited, attempt) = took("bob", of(5001)).await;
    assert_eq!(waited, Duration::from_secs(2));
    attempt.succeeded().await;
}

#[tokio::test]
async fn attempts_at_the_same_time_count() {
    let attempts = Attempts::new(SECRET, None);
    let mut running = Vec::new();
    for _ in 0..5 {
        running.push(attempts.begin("ada", Some(address(1))).await.unwrap());
    }
    assert!(fail(&attempts, "ada", address(1)).await.is_some());
}

#[test]
fn waits_grow_up_to_a_quarter_of_an_hour() {
    let (mut pair, mut now) = (super::super::attempts::Pair::default(), 1_000_000_000);
    let mut waits = Vec::new();
    for _ in 0..80 {
        assert_eq!(pair.begin(now), Ok(()));
        let wait = pair.wait(now).unwrap_or_default();
        if wait > 0 {
            assert_eq!(pair.clone().begin(now + wait - 1), Err(1));
        }
        waits.push(wait / 1000);
        now += wait;
    }
    assert_eq!(waits[..8], [0, 0, 0, 0, 1, 2, 4, 8]);
    assert!(waits[15..].iter().all(|wait| *wait == 15 * 60), "{waits:?}");
    // A day after the last wait all is forgotten.
    pair.begin(now + 24 * 60 * 60 * 1000 + 1).unwrap();
    assert_eq!(pair.wait(now + 24 * 60 * 60 * 1000 + 1), None);
}
