//! Where the database of a test is: a file, or a database of its own on a server.

use std::time::{Duration, Instant};

use diesel::dsl::sql;
use diesel::sql_types::BigInt;
use ordain::db::{Db, Options, RunQuery, batch};
use tempfile::TempDir;

/// A database that goes with this value, and a folder to run in.
pub struct Place {
    pub folder: TempDir,
    pub url: String,
    home: Option<Home>,
}

/// A database on a server.
struct Home {
    server: String,
    name: String,
}

/// Runs a test on SQLite, and on each server whose URL is in the environment, at the same time.
pub fn on_each(test: impl Fn(&dyn Fn() -> Place) + Sync) {
    std::thread::scope(|scope| {
        scope.spawn(|| test(&Place::in_file));
        on_servers(&test);
    });
}

/// Runs a test on each server whose URL is in the environment, at the same time.
pub fn on_servers(test: impl Fn(&dyn Fn() -> Place) + Sync) {
    std::thread::scope(|scope| {
        for variable in ["POSTGRES_URL", "MYSQL_URL"] {
            match std::env::var(variable) {
                Ok(server) => {
                    let test = &test;
                    scope.spawn(move || test(&|| Place::on(&server)));
                }
                Err(_) => println!("{variable} is not set: nothing is tested there"),
            }
        }
    });
}

impl Place {
    pub fn in_file() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite:{}", folder.path().join("blog.db").display());
        Self { folder, url, home: None }
    }

    /// A new database on a server.
    pub fn on(server: &str) -> Self {
        use std::sync::atomic::{AtomicUsize, Ordering};
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("ordain_blog_{}_{number}", std::process::id());
        let (base, _) = server.rsplit_once('/').expect("a URL with a database");
        run_on(server, &format!("CREATE DATABASE {name}"));
        Self {
            folder: tempfile::tempdir().expect("a folder"),
            url: format!("{base}/{name}"),
            home: Some(Home { server: server.to_owned(), name }),
        }
    }

    pub fn is_sqlite(&self) -> bool {
        self.home.is_none()
    }

    pub fn is_postgres(&self) -> bool {
        self.url.starts_with("postgres")
    }

    /// Runs statements.
    pub fn run(&self, sql: &str) {
        run_on(&self.url, sql);
    }

    /// The number that a query gives.
    pub fn number(&self, query: &str) -> i64 {
        with(&self.url, async |db| number(&db, query).await.expect("a number"))
    }

    /// Waits until a query gives another number than 0.
    pub fn wait_for(&self, query: &str) {
        with(&self.url, async |db| {
            let deadline = Instant::now() + Duration::from_secs(20);
            while number(&db, query).await.unwrap_or_default() == 0 {
                assert!(Instant::now() < deadline, "{query}");
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        });
    }

    /// Does something while statements are done and not committed.
    pub fn while_uncommitted(&self, sql: &str, act: impl FnOnce()) {
        with(&self.url, async |db| {
            let undone = db.transaction(async |tx| {
                batch(sql, tx).await?;
                tokio::task::block_in_place(act);
                Err::<(), _>(ordain::Error::conflict("enough"))
            });
            assert_eq!(undone.await.expect_err("it is undone").status(), 409);
        });
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Some(Home { server, name }) = &self.home else { return };
        let force = if self.is_postgres() { " WITH (FORCE)" } else { "" };
        let dropped = try_run_on(server, &format!("DROP DATABASE {name}{force}"));
        // A server of the test's own may be down when the test has failed.
        if !std::thread::panicking() {
            dropped.expect("it is dropped");
        }
    }
}

async fn number(db: &Db, query: &str) -> ordain::Result<i64> {
    diesel::select(sql::<BigInt>(&format!("({query})"))).first(db).await
}

fn run_on(url: &str, sql: &str) {
    try_run_on(url, sql).expect(sql);
}

fn try_run_on(url: &str, sql: &str) -> ordain::Result<()> {
    tokio::runtime::Runtime::new()?
        .block_on(async { batch(sql, &Db::connect(url, &Options::default()).await?).await })
}

fn with<T>(url: &str, act: impl AsyncFnOnce(Db) -> T) -> T {
    tokio::runtime::Runtime::new().expect("a runtime").block_on(async {
        let db = Db::connect(url, &Options::default()).await.expect("a database");
        act(db).await
    })
}
