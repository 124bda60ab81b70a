//! What a failed attempt leads to.

use std::sync::atomic::{AtomicUsize, Ordering};

use ordain::job;
use ordain::job::Attempt;

use super::*;

#[derive(Debug)]
struct Offline;

impl std::fmt::Display for Offline {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the mail server is away")
    }
}

impl std::error::Error for Offline {}

#[job(retries = 5, backoff = "exponential 40ms..10s")]
async fn flaky(until: u32, attempt: Attempt, log: Arc<Log>) -> Result<(), Offline> {
    log.add(format!("attempt {}", attempt.number()));
    if attempt.number() < until { Err(Offline) } else { Ok(()) }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_delay_grows_with_each_failure() {
    let Place { db, .. } = &place().await;
    let id = flaky::enqueue(db, 4).await.unwrap();
    let (workers, log) = start(db, QUICK).await;
    let mut due = Vec::new();
    for attempt in 1..=3 {
        until(&format!("attempt {attempt} failed"), || async {
            let row = row(db, id).await;
            row.status == "pending" && row.attempts == attempt
        })
        .await;
        let row = row(db, id).await;
        assert_eq!(row.last_error.as_deref(), Some("the mail server is away"));
        due.push(row.run_at);
    }
    let row = status(db, id, "done").await;
    assert_eq!((row.attempts, row.last_error), (4, None));
    assert_eq!(log.lines(), ["attempt 1", "attempt 2", "attempt 3", "attempt 4"]);
    // 80 ms and 160 ms at least lie between the failures; the first delay is counted from before.
    assert!(due[1] - due[0] >= 80 && due[2] - due[1] >= 160 - 20, "{due:?}");
    assert!(row.run_at == due[2]);
    workers.shutdown(Duration::from_secs(5)).await;
}

#[job(retries = 2, backoff = "fixed 10ms")]
async fn hopeless(payload: Vec<u8>, log: Arc<Log>) -> Result<()> {
    log.add("tried");
    Err(ordain::Error::conflict(format!("{} bytes are too many", payload.len())))
}

#[job(retries = 0)]
async fn once(_: (), log: Arc<Log>) -> Result<()> {
    log.add("once");
    Err(Offline.into())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_is_dead_after_its_attempts_and_kept() {
    let Place { db, .. } = &place().await;
    let (workers, log) = start(db, QUICK).await;
    let id = hopeless::enqueue(db, vec![1, 2, 3]).await.unwrap();
    let row = status(db, id, "dead").await;
    assert_eq!((row.attempts, row.payload.as_str()), (3, "[1,2,3]"));
    assert_eq!(row.last_error.as_deref(), Some("409 conflict: 3 bytes are too many"));
    assert!(row.finished_at.is_some() && row.lock_by.is_none());
    assert_eq!(log.lines().len(), 3);
    let id = once::enqueue(db, ()).await.unwrap();
    assert_eq!(status(db, id, "dead").await.attempts, 1);
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(log.lines().len(), 4);
    workers.shutdown(Duration::from_secs(5)).await;
}

#[job(retries = 1, backoff = "fixed 10ms")]
async fn panics(_: (), attempt: Attempt) {
    assert!(attempt.is_last(), "not on attempt {}", attempt.number());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_is_a_failed_attempt() {
    let Place { db, .. } = &place().await;
    let id = panics::enqueue(db, ()).await.unwrap();
    let (workers, _) = start(db, Settings { poll: Duration::from_millis(300), ..QUICK }).await;
    let failed = || async { row(db, id).await.last_error };
    until("the panic is noted", || async { failed().await.is_some() }).await;
    assert_eq!(failed().await.as_deref(), Some("it panicked: not on attempt 1"));
    assert_eq!(status(db, id, "done").await.attempts, 2);
    workers.shutdown(Duration::from_secs(5)).await;
}

static DROPPED: AtomicUsize = AtomicUsize::new(0);

struct Guard;

impl Drop for Guard {
    fn drop(&mut self) {
        DROPPED.fetch_add(1, Ordering::SeqCst);
    }
}

#[job(retries = 1, backoff = "fixed 10ms", timeout = "50ms")]
async fn endless(_: ()) {
    let _guard = Guard;
    std::future::pending::<()>().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_takes_too_long_is_dropped_and_the_attempt_counts() {
    let Place { db, .. } = &place().await;
    let (workers, _) = start(db, QUICK).await;
    let id = endless::enqueue(db, ()).await.unwrap();
    let row = status(db, id, "dead").await;
    assert_eq!(row.attempts, 2);
    assert_eq!(row.last_error.as_deref(), Some("it took longer than its timeout, 50ms"));
    assert_eq!(DROPPED.load(Ordering::SeqCst), 2);
    workers.shutdown(Duration::from_secs(5)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payload_that_does_not_fit_is_a_failed_attempt() {
    let Place { db, .. } = &place().await;
    let id = hopeless::enqueue(db, vec![1]).await.unwrap();
    sql(db, "UPDATE ordain_jobs SET payload = '\"text\"'").await;
    let (workers, log) = start(db, QUICK).await;
    let row = status(db, id, "dead").await;
    assert_eq!(row.attempts, 3);
    assert!(row.last_error.unwrap().contains("invalid type: string \"text\""));
    assert!(log.lines().is_empty());
    workers.shutdown(Duration::from_secs(5)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn workers_outlive_a_database_that_is_away() {
    let Place { db, .. } = &place().await;
    let (workers, log) = start(db, QUICK).await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    sql(db, "ALTER TABLE ordain_jobs RENAME TO elsewhere").await;
    // Long enough for takes, heartbeats and renewals to fail.
    tokio::time::sleep(Duration::from_millis(900)).await;
    sql(db, "ALTER TABLE elsewhere RENAME TO ordain_jobs").await;
    let id = flaky::enqueue(db, 1).await.unwrap();
    status(db, id, "done").await;

    // Also while a job runs: its end is stored when the database is back.
    let id = away::enqueue(db, ()).await.unwrap();
    log.wait("running").await;
    sql(db, "ALTER TABLE ordain_jobs RENAME TO elsewhere").await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    sql(db, "ALTER TABLE elsewhere RENAME TO ordain_jobs").await;
    let row = status(db, id, "done").await;
    assert_eq!(row.attempts, 1);
    workers.shutdown(Duration::from_secs(5)).await;
}

#[job]
async fn away(_: (), log: Arc<Log>) {
    log.add("running");
    tokio::time::sleep(Duration::from_millis(200)).await;
}
