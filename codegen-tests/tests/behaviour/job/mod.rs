//! Jobs on real SQLite files: queued, run, retried, given back, survived.
#![allow(clippy::unwrap_used, reason = "a test fails by it")]
#![allow(
    clippy::ignored_unit_patterns,
    clippy::unused_async,
    reason = "a job is async, also a short one; `_: ()` is the form that the book shows"
)]

mod actor;
mod crash;
mod queue;
mod retry;
mod shutdown;

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use diesel::sql_types::{BigInt, Integer, Nullable, Text};
use ordain::Result;
use ordain::db::{Db, Options, RunQuery};
use ordain::job::{JobId, Settings, State, Workers};
use tempfile::TempDir;

/// What the jobs of one test did, in order. Every test starts its workers with one of its own.
#[derive(Debug, Default)]
struct Log(Mutex<Vec<String>>);

impl Log {
    fn add(&self, line: impl Into<String>) {
        self.0.lock().unwrap().push(line.into());
    }

    fn lines(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }

    async fn wait(&self, line: &str) {
        until(&format!("`{line}` in {self:?}"), || async {
            self.lines().iter().any(|known| known == line)
        })
        .await;
    }
}

/// A database of its own for each test.
struct Place {
    dir: TempDir,
    db: Db,
}

async fn place() -> Place {
    let dir = tempfile::tempdir().unwrap();
    let db = open(&dir).await;
    ordain::job::create_table(&db).await.unwrap();
    Place { dir, db }
}

async fn open(dir: &TempDir) -> Db {
    let url = format!("sqlite:{}", dir.path().join("jobs.db").display());
    Db::connect(&url, &Options::default()).await.unwrap()
}

/// A poll so rare that only the bell explains a quick start.
const BELL_ONLY: Settings = Settings {
    enabled: true,
    concurrency: 4,
    poll: Duration::from_mins(10),
    lease: Duration::from_mins(10),
};

const QUICK: Settings = Settings {
    enabled: true,
    concurrency: 4,
    poll: Duration::from_millis(20),
    lease: Duration::from_millis(600),
};

async fn start(db: &Db, settings: Settings) -> (Workers, Arc<Log>) {
    let log = Arc::new(Log::default());
    let state = State::new().with(Arc::clone(&log));
    (Workers::start(db, settings, state).await.unwrap(), log)
}

#[derive(Debug, diesel::QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    status: String,
    #[diesel(sql_type = Text)]
    payload: String,
    #[diesel(sql_type = Integer)]
    attempts: i32,
    #[diesel(sql_type = BigInt)]
    run_at: i64,
    #[diesel(sql_type = Nullable<Text>)]
    lock_by: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    last_error: Option<String>,
    #[diesel(sql_type = Nullable<BigInt>)]
    finished_at: Option<i64>,
}

async fn rows(db: &Db) -> Vec<Row> {
    let query = "SELECT * FROM ordain_jobs ORDER BY id";
    diesel::sql_query(query).load(db).await.unwrap()
}

async fn row(db: &Db, id: JobId) -> Row {
    let query = diesel::sql_query("SELECT * FROM ordain_jobs WHERE id = ?");
    query.bind::<Text, _>(id.to_string()).get_result(db).await.unwrap()
}

/// The job as soon as it has that status.
async fn status(db: &Db, id: JobId, status: &str) -> Row {
    until(&format!("status {status}"), || async { row(db, id).await.status == status }).await;
    row(db, id).await
}

async fn until<F: Future<Output = bool>>(what: &str, mut holds: impl FnMut() -> F) {
    let start = Instant::now();
    while !holds().await {
        assert!(start.elapsed() < Duration::from_secs(20), "never: {what}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

async fn sql(db: &Db, statement: &str) {
    diesel::sql_query(statement).execute(db).await.unwrap();
}
