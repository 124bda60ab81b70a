//! Every way into a program leads through one place: what is declared, and what is seen to pass there.
//!
//! A program of its own, because it hears every line of its process and calls every route of its program.
#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use codegen_tests::lines::Lines;
use ordain::migrate::create_tables;
use ordain::policy::Kind;
use ordain::prelude::*;
use ordain::seed::{self, Order, Which};
use ordain::testing::{Server, access_matrix};
use serde_json::Value;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

#[policy]
enum Permission {
    Write,
}

#[policy(permissions = Permission)]
enum Role {
    #[grants()]
    Guest,
    #[grants(Write)]
    Clerk,
}

#[model]
struct Note {
    #[key]
    pub id: i64,
    pub owner_id: i64,
}

#[policy]
fn own_note(actor: &Actor, note: &Note) -> bool {
    actor.id == note.owner_id
}

#[route(get, "/anybody", policy = public)]
async fn anybody() {}

#[route(get, "/somebody", policy = authenticated, rate_limit = "1000/min per key")]
async fn somebody() {}

#[route(post, "/clerk", policy = Permission::Write, audit = "clerk.post", transaction)]
async fn clerk(tx: &Tx) -> Result<NoContent> {
    let _ = tx;
    Ok(NoContent)
}

#[route(get, "/notes/{id}", policy = own_note)]
async fn note(note: Authorized<Note>) -> Note {
    note.into_inner()
}

#[job]
async fn plain(_: ()) {}

#[job(policy = Permission::Write)]
async fn written(_: ()) {}

#[seeder]
async fn notes_of_clerks(db: Db) -> Result<()> {
    Note::create(&db, NoteCreate { owner_id: 7 }).await?;
    Ok(())
}

/// What this process has said so far.
static LINES: LazyLock<Lines> = LazyLock::new(|| {
    let lines = Lines::default();
    let writer = lines.clone();
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_max_level(LevelFilter::TRACE)
        .with_writer(move || writer.clone())
        .finish()
        .with(Targets::new().with_target("ordain::entry", LevelFilter::TRACE))
        .init();
    lines
});

/// The kinds and names that were seen to pass.
fn seen() -> BTreeSet<(String, String)> {
    let text = LINES.take();
    let events = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let text = |event: &Value, name: &str| event[name].as_str().unwrap().to_owned();
    events.map(|event| (text(&event, "kind"), text(&event, "name"))).collect()
}

/// All that is declared, in this program and in the framework itself.
fn declared(server: &Server) -> BTreeSet<(String, String)> {
    let of = |kind: Kind, name: &dyn ToString| (kind.to_string(), name.to_string());
    let routes = server.running().routes().iter().map(|spec| of(Kind::Route, spec));
    let jobs = ordain::job::specs().into_iter().map(|spec| of(Kind::Job, &spec.name()));
    let seeders = seed::specs().into_iter().map(|spec| of(Kind::Seeder, &spec.name()));
    let hook = of(Kind::Hook, &"on_start");
    routes.chain(jobs).chain(seeders).chain([hook]).collect()
}

/// Queues a job of each kind, also of those that only the framework queues.
async fn queue_each(db: &Db) {
    for (at, spec) in ordain::job::specs().into_iter().enumerate() {
        let (name, queue) = (spec.name(), spec.queue());
        let statement = format!(
            "INSERT INTO ordain_jobs (id, name, queue, payload, origin, status, attempts, \
             max_attempts, run_at, created_at) VALUES ('01ARZ3NDEKTSV4RRFFQ69G5{at:03}', '{name}', \
             '{queue}', 'null', '{{\"by\":\"application\"}}', 'pending', 0, 1, 0, 0)"
        );
        diesel::sql_query(statement).execute(db).await.unwrap();
    }
}

#[derive(diesel::QueryableByName)]
struct Count {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    count: i64,
}

async fn wait_for_jobs(db: &Db) {
    let begun = Instant::now();
    let open = "SELECT COUNT(*) AS count FROM ordain_jobs WHERE status IN ('pending', 'running')";
    while diesel::sql_query(open).get_result::<Count>(db).await.unwrap().count > 0 {
        assert!(begun.elapsed() < Duration::from_secs(30), "the jobs do not end");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn all_that_is_declared_is_seen_to_pass_and_nothing_else() {
    LazyLock::force(&LINES);
    let app = App::new().on_start(async |started| create_tables(started.db()?).await);
    let server = Server::start(app).await.unwrap();
    access_matrix(&server).await.unwrap();
    let db = server.running().started().db().unwrap();
    queue_each(db).await;
    wait_for_jobs(db).await;
    let all = Order { which: Which::All, again: true };
    seed::run(db, &seed::State::new(), &all, |_| {}).await.unwrap();
    let (declared, seen) = (declared(&server), seen());
    let missing: Vec<_> = declared.difference(&seen).collect();
    assert!(missing.is_empty(), "never asked: {missing:#?}");
    let unknown: Vec<_> = seen.difference(&declared).collect();
    assert!(unknown.is_empty(), "declared nowhere: {unknown:#?}");
    assert!(declared.len() > 10, "{declared:#?}");
    server.stop().await.unwrap();
}

/// What starts code of the application, and the one file that may.
const STARTS: [(&str, &str); 4] = [
    (".handle)(", "http/enter.rs"),
    ("(self.run)(", "job/spec.rs"),
    ("(self.start)(", "seed/spec.rs"),
    ("Pass(())", "policy/entry.rs"),
];

/// What asks whether it may.
const ASKS: [&str; 4] = ["http/enter.rs", "job/attempt.rs", "seed/run.rs", "app/behalf.rs"];

#[test]
fn nothing_else_starts_code_of_the_application() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime/src");
    let mut asks = BTreeSet::new();
    for file in sources(&root) {
        let path = file.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
        let text = std::fs::read_to_string(&file).unwrap();
        for (start, place) in STARTS {
            assert_eq!(text.contains(start), path == place, "`{start}` in {path}");
        }
        if text.contains("policy::entry::") {
            asks.insert(path);
        }
    }
    assert_eq!(asks, ASKS.map(str::to_owned).into());
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}
