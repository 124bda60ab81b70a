//! Statements on SQLite: models of Ordain beside diesel with r2d2, as a good user calls it from
//! async code (`spawn_blocking`, ten connections, WAL).
//!
//! Both write with `synchronous = FULL`: what is answered is on the disk.

mod measure;
pub(crate) mod own;
mod pooled;
mod report;
mod short;

use std::future::Future;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};

use measure::{Plan, take_turns};
use own::Own;
use pooled::Pooled;

/// How many rows there are to be read.
pub(crate) const ROWS: i64 = 10_000;

/// How many people have written them.
const AUTHORS: i64 = 50;

/// Who writes what is written during the measurement.
pub(crate) const NEW_AUTHOR: i64 = 0;

/// What both sides are made from.
pub(crate) const SCHEMA: &str = "CREATE TABLE articles (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    slug TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    author_id INTEGER NOT NULL
) STRICT;
CREATE INDEX articles_author_id ON articles (author_id);";

/// Takes a while, and has nothing to do with what it holds up.
pub(crate) const LONG: &str = "SELECT count(*) AS n FROM articles AS a JOIN articles AS b \
     WHERE a.author_id + b.author_id = -1 AND a.id <= 2000 AND b.id <= 1000";

/// One of the two.
pub(crate) trait Side: Send + Sync + 'static {
    const NAME: &str;

    /// Opens a database in a file that is not there yet.
    fn open(file: &Path) -> impl Future<Output = io::Result<Self>> + Send
    where
        Self: Sized;
    /// One row by its key; gives the length of its text.
    fn by_key(&self, id: i64) -> impl Future<Output = io::Result<usize>> + Send;
    /// The newest 20 rows of an author, and how many there are; gives the first key and the number.
    fn page(&self, author: i64) -> impl Future<Output = io::Result<(i64, i64)>> + Send;
    /// A new row; gives its key.
    fn insert(&self, slug: String) -> impl Future<Output = io::Result<i64>> + Send;
    /// Asks for something that takes long.
    fn long(&self) -> impl Future<Output = io::Result<()>> + Send;
}

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Task {
    ByKey,
    Page,
    Insert,
}

impl Task {
    const ALL: [Self; 3] = [Self::ByKey, Self::Page, Self::Insert];

    fn name(self) -> &'static str {
        match self {
            Self::ByKey => "one row by its key",
            Self::Page => "20 of 200, and the total",
            Self::Insert => "a new row",
        }
    }

    /// How many times as fast as r2d2 it must be: reads by the CPU time of each, which is steadier;
    /// writes by their number in a second, as it is the disk that they wait for.
    fn least(self, tasks: usize) -> Option<f64> {
        match self {
            Self::ByKey | Self::Page => Some(1.5),
            Self::Insert => (tasks > 1).then_some(10.0),
        }
    }

    async fn once(self, side: &impl Side, n: u64) -> io::Result<()> {
        match self {
            Self::ByKey => {
                side.by_key(i64::try_from(n * 7919).unwrap_or(0) % ROWS + 1).await.map(drop)
            }
            Self::Page => side.page(i64::try_from(n).unwrap_or(0) % AUTHORS + 1).await.map(drop),
            Self::Insert => side.insert(format!("new-{n}")).await.map(drop),
        }
    }
}

/// Compares Ordain with diesel and r2d2; says whether it is as fast as it must be.
pub(crate) fn compare() -> io::Result<bool> {
    runtime()?.block_on(async {
        let folder = Folder::new()?;
        let own = Arc::new(folder.open::<Own>().await?);
        let pooled = Arc::new(folder.open::<Pooled>().await?);
        let is_fast = beside(&own, &pooled, true).await?;
        report::short_head();
        let is_free = report::short(Own::NAME, &short::beside_long(&own).await?, true);
        report::short(Pooled::NAME, &short::beside_long(&pooled).await?, false);
        Ok(is_fast && is_free)
    })
}

/// Puts the two beside each other; says whether Ordain is as fast as it must be, if it must be.
pub(crate) async fn beside(
    own: &Arc<Own>,
    other: &Arc<impl Side>,
    is_judged: bool,
) -> io::Result<bool> {
    if own.by_key(77).await? != other.by_key(77).await?
        || own.page(3).await? != other.page(3).await?
    {
        return Err(io::Error::other("the two do not hold the same rows"));
    }
    report::head(other.as_ref());
    let mut is_good = true;
    for task in Task::ALL {
        for tasks in [1, 64] {
            let figures = take_turns(own, other, task, Plan::of(tasks)).await?;
            is_good &= report::row(task, tasks, &figures, is_judged);
        }
    }
    Ok(is_good)
}

/// Where the databases are while they are needed.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> io::Result<Self> {
        let path = std::env::temp_dir().join(format!("ordain-benches-{}", std::process::id()));
        std::fs::create_dir_all(&path)?;
        Ok(Self(path))
    }

    pub(crate) async fn open<S: Side>(&self) -> io::Result<S> {
        S::open(&self.0.join(format!("{}.db", S::NAME))).await
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Two workers, whatever the machine has: the figures are to be compared.
pub(crate) fn runtime() -> io::Result<Runtime> {
    Builder::new_multi_thread().worker_threads(2).enable_all().build()
}

/// What the rows hold.
pub(crate) fn row(id: i64) -> (String, String, String, i64) {
    (
        format!("article-{id}"),
        format!("The article number {id}"),
        "word ".repeat(40),
        id % AUTHORS + 1,
    )
}

pub(crate) fn failed(error: impl std::fmt::Display) -> io::Error {
    io::Error::other(error.to_string())
}

/// How long a slice is.
const SLICE: Duration = Duration::from_millis(60);
