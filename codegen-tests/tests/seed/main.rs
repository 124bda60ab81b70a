//! Seeders on a real database, and at the start of an application.
//!
//! On an SQLite file; with `TEST_DATABASE_URL`, on that server: `postgres://…` or `mysql://…`. A
//! program of its own, because a command runs every seeder of its program.
#![allow(clippy::unwrap_used, reason = "a test fails by it")]

#[path = "../data/place.rs"]
mod place;
mod refresh;
mod run;
mod start;

use std::sync::{Arc, Mutex};

use ordain::db::Options;
use ordain::migrate::create_tables;
use ordain::prelude::*;
use ordain::seed::{self, Order, State as Values, Step, Which};

use place::Place;

/// Who writes books.
#[model]
struct Author {
    #[key]
    pub id: i64,
    #[unique]
    pub name: String,
}

/// What they write; one may be the sequel of another.
#[model]
struct Book {
    #[key]
    pub id: i64,
    #[belongs_to(Author)]
    pub author_id: i64,
    #[belongs_to(Self)]
    pub sequel_of_id: Option<i64>,
    pub title: String,
}

/// What one test's seeders did, and what they are to do.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Entries>>);

#[derive(Default)]
struct Entries {
    lines: Vec<&'static str>,
    failure: Option<fn() -> Error>,
    kept: Option<Db>,
}

impl Log {
    fn add(&self, line: &'static str) {
        self.0.lock().unwrap().lines.push(line);
    }

    fn lines(&self) -> Vec<&'static str> {
        self.0.lock().unwrap().lines.clone()
    }

    /// What `books` ends with, after it wrote its rows.
    fn fail(&self, failure: Option<fn() -> Error>) {
        self.0.lock().unwrap().failure = failure;
    }

    fn end(&self) -> Result<()> {
        let failure = self.0.lock().unwrap().failure;
        failure.map_or(Ok(()), |failure| Err(failure()))
    }

    fn values(&self) -> Values {
        Values::new().with(Arc::new(self.clone()))
    }
}

#[seeder]
async fn authors(db: Db, State(log): State<Log>) -> Result<()> {
    log.add("authors");
    for name in ["Ada", "Bo"] {
        Author::create(&db, AuthorCreate { name: name.into() }).await?;
    }
    Ok(())
}

/// A transaction that fails inside takes back only its own rows.
#[seeder(after(authors))]
async fn books(db: Db, log: Arc<Log>) -> Result<()> {
    log.add("books");
    log.0.lock().unwrap().kept = Some(db.clone());
    let author = Author::find_by_name(&db, "Ada").await?;
    let new = |title: &str, sequel: Option<i64>| BookCreate {
        author_id: Set(author.id),
        sequel_of_id: sequel,
        title: title.into(),
    };
    let first = Book::create(&db, new("One", None)).await?;
    let lost: Result<()> = db
        .transaction(async |tx| {
            Book::create(tx, new("Lost", None)).await?;
            Err(Error::internal("on purpose"))
        })
        .await;
    assert!(lost.is_err());
    db.transaction(async |tx| Book::create(tx, new("Two", Some(first.id))).await.map(drop)).await?;
    tell::enqueue(&db, first.id).await?;
    log.end()
}

/// Waits for nobody, and returns nothing.
#[seeder]
async fn zines(log: Arc<Log>) {
    log.add("zines");
}

/// Tell about a book.
#[job(queue = "nobody")]
async fn tell(book_id: i64) {
    let _ = book_id;
}

/// A database of the test's own, with all tables.
async fn database() -> (Db, Place) {
    let place = tokio::task::spawn_blocking(Place::new).await.unwrap();
    let db = Db::connect(place.url(), &Options::default()).await.unwrap();
    create_tables(&db).await.unwrap();
    ordain::job::create_table(&db).await.unwrap();
    (db, place)
}

fn all() -> Order {
    Order { which: Which::All, again: false }
}

fn named(names: &[&str]) -> Order {
    let names = names.iter().map(|&name| name.to_owned()).collect();
    Order { which: Which::Named(names), again: false }
}

fn line(step: Step<'_>) -> String {
    match step {
        Step::Emptied(table) => format!("emptied {table}"),
        Step::Ran(name) => format!("ran {name}"),
        Step::Skipped(name) => format!("skipped {name}"),
    }
}

/// Runs seeders: what was told, and how it ended.
async fn run(db: &Db, log: &Log, order: &Order) -> (String, Result<()>) {
    let mut told = Vec::new();
    let result = seed::run(db, &log.values(), order, |step| told.push(line(step))).await;
    (told.join(", "), result)
}

async fn counts(db: &Db) -> (u64, u64, i64) {
    #[derive(diesel::QueryableByName)]
    struct Jobs {
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        count: i64,
    }
    let jobs = diesel::sql_query("SELECT COUNT(*) AS count FROM ordain_jobs");
    let jobs: Jobs = jobs.get_result(db).await.unwrap();
    (Author::count(db).await.unwrap(), Book::count(db).await.unwrap(), jobs.count)
}

/// The names of the seeders that the database has notes of.
async fn noted(db: &Db) -> Vec<String> {
    let standings = seed::status(db).await.unwrap();
    let noted = standings.into_iter().filter(|standing| standing.ran.is_some());
    noted.map(|standing| standing.name).collect()
}
