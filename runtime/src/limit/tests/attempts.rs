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

async fn all(attempts: &Attempts) {
    who_fails_waits(attempts).await;
    nobody_locks_out_others(attempts).await;
    what_was_no_failure_does_not_count(attempts).await;
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
