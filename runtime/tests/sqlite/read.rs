//! Short reads run where they are asked for, long ones elsewhere.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use ordain::db::{Paging, RunQuery, prelude::*};

use super::{Explosive, Place, add, notes, place, slug};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn whoever_was_answered_reads_what_he_wrote() {
    let Place { db, dir: _dir } = place().await;
    let tasks: Vec<_> = (0..16)
        .map(|task| {
            let db = db.clone();
            tokio::spawn(async move {
                for n in 0..60 {
                    let name = format!("{task}-{n}");
                    let id = add(&db, &name).await.unwrap();
                    // From the third time on, on this thread's own connection.
                    assert_eq!(slug(&db, id).await.unwrap(), name);
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(notes::table.total(&db).await.unwrap(), 960);
}

/// Which thread builds a row: where a query runs.
#[derive(Debug)]
struct Thread(std::thread::ThreadId);

impl<DB: diesel::backend::Backend> diesel::Queryable<diesel::sql_types::BigInt, DB> for Thread
where
    i64: diesel::deserialize::FromSql<diesel::sql_types::BigInt, DB>,
{
    type Row = i64;
    fn build(_: i64) -> diesel::deserialize::Result<Self> {
        Ok(Self(std::thread::current().id()))
    }
}

/// How many of `runs` ran on the thread that asked.
async fn on_this_thread(runs: usize, mut query: impl AsyncFnMut() -> Thread) -> usize {
    let mut here = 0;
    for _ in 0..runs {
        here += usize::from(query().await.0 == std::thread::current().id());
    }
    here
}

#[tokio::test]
async fn short_reads_run_where_they_are_asked_for() {
    let Place { db, dir: _dir } = place().await;
    let id = add(&db, "a").await.unwrap();
    let by_key = notes::table.find(id).select(notes::id);
    let here = on_this_thread(200, async || by_key.first(&db).await.unwrap()).await;
    assert!(here > 20, "{here} of 200");
    // A query with SQL of its own has no type of its own and is known by its text.
    let text = |condition: &str| diesel::dsl::sql::<diesel::sql_types::Bool>(condition);
    let own = || notes::table.select(notes::id).filter(text(&format!("id = {id}")));
    let here = on_this_thread(200, async || own().first(&db).await.unwrap()).await;
    assert!(here > 20, "{here} of 200");
    let page = async || {
        let query = notes::table.select(notes::id);
        query.page::<Thread>(Paging::default(), &db).await.unwrap().items.remove(0)
    };
    let here = on_this_thread(200, page).await;
    assert!(here > 20, "{here} of 200");
    // A panic there is an error, and the connection goes on.
    let bad = async || notes::table.find(id).select(notes::id).load::<Explosive>(&db).await;
    for _ in 0..5 {
        assert_eq!(bad().await.unwrap_err().status(), 500);
    }
    assert_eq!(slug(&db, id).await.unwrap(), "a");
}

/// A row that takes its time.
#[derive(Debug)]
struct Slow;

const TAKES: Duration = Duration::from_millis(30);

impl<DB: diesel::backend::Backend> diesel::Queryable<diesel::sql_types::BigInt, DB> for Slow
where
    i64: diesel::deserialize::FromSql<diesel::sql_types::BigInt, DB>,
{
    type Row = i64;
    fn build(_: i64) -> diesel::deserialize::Result<Self> {
        std::thread::sleep(TAKES);
        Ok(Self)
    }
}

#[tokio::test]
async fn long_reads_hold_up_nobody() {
    let Place { db, dir: _dir } = place().await;
    let id = add(&db, "a").await.unwrap();
    for _ in 0..20 {
        slug(&db, id).await.unwrap();
    }
    let (stop, runs) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let long = {
        let (db, stop, runs) = (db.clone(), Arc::clone(&stop), Arc::clone(&runs));
        tokio::spawn(async move {
            while !stop.load(Ordering::Relaxed) {
                let _: Vec<Slow> = notes::table.select(notes::id).load(&db).await.unwrap();
                runs.fetch_add(1, Ordering::Relaxed);
            }
        })
    };
    // This runtime has the one thread: a long query on it would hold up these.
    let mut times = Vec::new();
    for _ in 0..100 {
        let since = Instant::now();
        slug(&db, id).await.unwrap();
        times.push(since.elapsed());
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    stop.store(true, Ordering::Relaxed);
    long.await.unwrap();
    assert!(runs.load(Ordering::Relaxed) > 3);
    times.sort();
    assert!(times[95] < TAKES / 2, "{times:?}");
}

#[tokio::test]
async fn reads_in_a_row_leave_the_thread_to_others() {
    let Place { db, dir: _dir } = place().await;
    let id = add(&db, "a").await.unwrap();
    let done = Arc::new(AtomicBool::new(false));
    let other = Arc::clone(&done);
    for _ in 0..10 {
        slug(&db, id).await.unwrap();
    }
    tokio::spawn(async move { other.store(true, Ordering::Relaxed) });
    let mut reads = 0;
    while !done.load(Ordering::Relaxed) {
        slug(&db, id).await.unwrap();
        reads += 1;
        assert!(reads < 10_000, "the other task never runs");
    }
}
