//! From `enqueue` to the function.

use std::time::{Duration, Instant};

use ordain::job;
use ordain::job::{Attempt, JobContext};
use serde::{Deserialize, Serialize};

use super::*;

#[derive(Debug, Serialize, Deserialize)]
struct Letter {
    to: String,
    copies: u8,
}

#[job]
async fn note(line: String, log: Arc<Log>) {
    log.add(line);
}

/// Its queue is of one test alone: a bell rings in the whole process.
#[job(queue = "bell")]
async fn hear(line: String, log: Arc<Log>) {
    log.add(line);
}

#[job(queue = "letters")]
async fn post(
    Letter { to, copies }: Letter,
    db: Db,
    attempt: Attempt,
    cx: JobContext,
    log: actix_web::web::Data<Log>,
) -> Result<()> {
    db.ping().await?;
    let queue = cx.spec().queue();
    log.add(format!("{to} {copies} {queue} {}/{}", attempt.number(), attempt.max()));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_starts_when_it_is_queued() {
    let Place { db, .. } = &place().await;
    let (workers, log) = start(db, BELL_ONLY).await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    for i in 0..20 {
        let queued = Instant::now();
        note::enqueue(db, format!("{i}")).await.unwrap();
        log.wait(&i.to_string()).await;
        assert!(queued.elapsed() < Duration::from_secs(2), "{:?}", queued.elapsed());
    }
    workers.shutdown(Duration::from_secs(5)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn payload_and_resources_arrive() {
    let Place { db, .. } = &place().await;
    let (workers, log) = start(db, BELL_ONLY).await;
    let letter = Letter { to: "Ada".to_owned(), copies: 2 };
    let id = post::enqueue(db, letter).await.unwrap();
    log.wait("Ada 2 letters 1/4").await;
    let row = status(db, id, "done").await;
    assert_eq!(row.payload, r#"{"to":"Ada","copies":2}"#);
    assert_eq!((row.attempts, row.lock_by, row.last_error), (1, None, None));
    assert!(row.finished_at.is_some());
    workers.shutdown(Duration::from_secs(5)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_of_a_transaction_comes_with_its_commit_or_not_at_all() {
    let Place { db, .. } = &place().await;
    let (workers, log) = start(db, BELL_ONLY).await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    let failed: Result<()> = db
        .transaction(async |tx| {
            hear::enqueue(tx, "rolled back".to_owned()).await?;
            Err(ordain::Error::conflict("no"))
        })
        .await;
    assert!(failed.is_err());
    assert!(rows(db).await.is_empty());
    let committed = db
        .transaction(async |tx| {
            let id = hear::enqueue(tx, "committed".to_owned()).await?;
            let inner: Result<()> = tx
                .transaction(async |tx| {
                    hear::enqueue(tx, "rolled back inside".to_owned()).await?;
                    Err(ordain::Error::conflict("no"))
                })
                .await;
            assert!(inner.is_err());
            tx.transaction(async |tx| hear::enqueue(tx, "committed inside".to_owned()).await)
                .await?;
            tokio::time::sleep(Duration::from_millis(100)).await;
            assert!(log.lines().is_empty(), "a job ran before its commit");
            Ok::<_, ordain::Error>(id)
        })
        .await
        .unwrap();
    status(db, committed, "done").await;
    log.wait("committed inside").await;
    assert_eq!(rows(db).await.len(), 2);
    workers.shutdown(Duration::from_secs(5)).await;
}

#[tokio::test]
async fn the_function_stays_a_function() {
    let log = Arc::new(Log::default());
    note("called".to_owned(), Arc::clone(&log)).await;
    assert_eq!(log.lines(), ["called"]);
}

#[job(queue = "slow")]
async fn crawl(line: String, log: Arc<Log>) {
    log.add(format!("begin {line}"));
    tokio::time::sleep(Duration::from_millis(300)).await;
    log.add(format!("end {line}"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_queue_runs_so_many_at_once_and_holds_up_no_other() {
    let Place { db, .. } = &place().await;
    for i in 0..5 {
        crawl::enqueue(db, i.to_string()).await.unwrap();
    }
    note::enqueue(db, "quick".to_owned()).await.unwrap();
    let (workers, log) = start(db, Settings { concurrency: 2, ..QUICK }).await;
    log.wait("end 4").await;
    let lines = log.lines();
    let position = |line: &str| lines.iter().position(|known| known == line).unwrap();
    assert!(position("quick") < position("end 0"), "{lines:?}");
    let mut running = 0_i32;
    for line in lines.iter().filter(|line| line.contains(' ')) {
        running += if line.starts_with("begin") { 1 } else { -1 };
        assert!((0..=2).contains(&running), "{lines:?}");
    }
    // The longest due runs first.
    assert!(position("begin 1") < position("begin 2") && position("begin 2") < position("begin 4"));
    workers.shutdown(Duration::from_secs(5)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_runs_no_jobs_can_queue_them() {
    let Place { db, .. } = &place().await;
    let (workers, log) = start(db, Settings { enabled: false, ..QUICK }).await;
    note::enqueue(db, "waits".to_owned()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(rows(db).await[0].status, "pending");
    assert!(log.lines().is_empty());
    workers.shutdown(Duration::from_secs(5)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn workers_of_another_process_find_the_job_by_polling() {
    let place = place().await;
    let other = open(&place.dir).await;
    let (workers, log) = start(&place.db, QUICK).await;
    // Written without this process knowing.
    sql(
        &other,
        "INSERT INTO ordain_jobs (id, name, queue, payload, status, attempts, max_attempts, run_at, \
         created_at) VALUES ('01ARZ3NDEKTSV4RRFFQ69G5FAV', 'behaviour::job::queue::note', 'default', \
         '\"from outside\"', 'pending', 0, 1, 0, 0)",
    )
    .await;
    log.wait("from outside").await;
    workers.shutdown(Duration::from_secs(5)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_is_compiled_in_no_more_is_dead() {
    let Place { db, .. } = &place().await;
    for (id, queue) in
        [("01ARZ3NDEKTSV4RRFFQ69G5FAV", "default"), ("01ARZ3NDEKTSV4RRFFQ69G5FAW", "gone")]
    {
        sql(
            db,
            &format!(
                "INSERT INTO ordain_jobs (id, name, queue, payload, status, attempts, max_attempts, \
                 run_at, created_at) VALUES ('{id}', 'app::gone', '{queue}', '7', 'pending', 0, 4, 0, 0)"
            ),
        )
        .await;
    }
    let (workers, log) = start(db, QUICK).await;
    until("both are dead", || async { rows(db).await.iter().all(|row| row.status == "dead") })
        .await;
    for row in rows(db).await {
        assert_eq!(row.payload, "7");
        let error = row.last_error.unwrap();
        assert!(error.contains("no job named `app::gone` is compiled in"), "{error}");
        assert!(row.finished_at.is_some() && row.lock_by.is_none());
    }
    note::enqueue(db, "after it".to_owned()).await.unwrap();
    log.wait("after it").await;
    workers.shutdown(Duration::from_secs(5)).await;
}

#[tokio::test]
async fn a_missing_resource_is_found_at_start() {
    let Place { db, .. } = &place().await;
    let error = Workers::start(db, QUICK, State::new()).await.err().unwrap().to_string();
    assert!(error.contains("and the application has none"), "{error}");
    assert!(error.contains("Log"), "{error}");
}

#[tokio::test]
async fn what_a_job_declares_is_registered() {
    let specs = ordain::job::specs();
    let crawl = specs.iter().find(|spec| spec.name() == "behaviour::job::queue::crawl").unwrap();
    assert_eq!((crawl.queue(), crawl.max_attempts(), crawl.timeout()), ("slow", 4, None));
}
