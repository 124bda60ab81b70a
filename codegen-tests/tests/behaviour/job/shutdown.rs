//! The end of the workers, and of their leases.

use ordain::job;

use super::*;

#[job(queue = "steps", retries = 0)]
async fn step(millis: u64, log: Arc<Log>) {
    log.add(format!("begin {millis}"));
    tokio::time::sleep(Duration::from_millis(millis)).await;
    log.add(format!("end {millis}"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_running_job_finishes_and_a_waiting_one_is_not_taken() {
    let Place { db, .. } = &place().await;
    let first = step::enqueue(db, 400).await.unwrap();
    let (workers, log) = start(db, Settings { concurrency: 1, ..QUICK }).await;
    log.wait("begin 400").await;
    let second = step::enqueue(db, 1).await.unwrap();
    workers.shutdown(Duration::from_secs(10)).await;
    assert_eq!(log.lines(), ["begin 400", "end 400"]);
    assert_eq!(row(db, first).await.status, "done");
    let waiting = row(db, second).await;
    assert_eq!((waiting.status.as_str(), waiting.attempts), ("pending", 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_finish_in_time_is_put_back_without_the_cost_of_an_attempt() {
    let Place { db, .. } = &place().await;
    let id = step::enqueue(db, 60_000).await.unwrap();
    let (workers, log) = start(db, QUICK).await;
    log.wait("begin 60000").await;
    let begun = Instant::now();
    workers.shutdown(Duration::from_millis(100)).await;
    assert!(begun.elapsed() < Duration::from_secs(3), "{:?}", begun.elapsed());
    let row = row(db, id).await;
    assert_eq!((row.status.as_str(), row.attempts, row.lock_by), ("pending", 0, None));
}

#[job(queue = "blocking", retries = 0)]
async fn block(millis: u64, log: Arc<Log>) {
    log.add("begin");
    std::thread::sleep(Duration::from_millis(millis));
    log.add("end");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_job_that_blocks_is_put_back_too() {
    let Place { db, .. } = &place().await;
    let id = block::enqueue(db, 3000).await.unwrap();
    let (workers, log) = start(db, QUICK).await;
    log.wait("begin").await;
    workers.shutdown(Duration::from_millis(100)).await;
    let given_back = row(db, id).await;
    assert_eq!((given_back.status.as_str(), given_back.attempts), ("pending", 0));
    // Its late end changes nothing: the job is no longer this worker's.
    log.wait("end").await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(row(db, id).await.status, "pending");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn jobs_that_block_every_thread_keep_their_leases() {
    let place = place().await;
    let ids = [
        block::enqueue(&place.db, 2000).await.unwrap(),
        block::enqueue(&place.db, 2000).await.unwrap(),
    ];
    // Workers with a runtime of their own, as in another process, look for lost jobs meanwhile.
    let dir = place.dir.path().to_owned();
    let other = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(500));
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let url = format!("sqlite:{}", dir.join("jobs.db").display());
            let db = Db::connect(&url, &ordain::db::Options::default()).await.unwrap();
            let (workers, log) = start(&db, QUICK).await;
            tokio::time::sleep(Duration::from_secs(2)).await;
            workers.shutdown(Duration::from_secs(5)).await;
            log.lines()
        })
    });
    let (workers, log) = start(&place.db, QUICK).await;
    for id in ids {
        let row = status(&place.db, id, "done").await;
        assert_eq!(row.attempts, 1);
    }
    assert_eq!(other.join().unwrap(), Vec::<String>::new());
    assert_eq!(log.lines().iter().filter(|line| *line == "begin").count(), 2);
    workers.shutdown(Duration::from_secs(5)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn shutting_down_at_once_loses_nothing() {
    let Place { db, .. } = &place().await;
    for i in 0..40 {
        step::enqueue(db, i % 3).await.unwrap();
    }
    for round in 0..60 {
        let (workers, _) = start(db, QUICK).await;
        tokio::time::sleep(Duration::from_millis(round % 7)).await;
        workers.shutdown(Duration::from_millis(round % 5)).await;
        for row in rows(db).await {
            assert_ne!(row.status, "running");
            assert!(row.status == "done" || row.attempts == 0, "{row:?}");
        }
    }
    let (workers, _) = start(db, QUICK).await;
    until("all are done", || async { rows(db).await.iter().all(|row| row.status == "done") }).await;
    assert!(rows(db).await.iter().all(|row| row.attempts == 1));
    workers.shutdown(Duration::from_secs(5)).await;
}
