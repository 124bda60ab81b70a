//! Where the database of a test is: a file, or a database on a server.

use std::sync::atomic::{AtomicUsize, Ordering};

use ordain::db::{Db, Dialect, Options, RunQuery};
use tempfile::TempDir;

/// A database that goes with this value.
pub(crate) struct Place {
    url: String,
    home: Home,
}

enum Home {
    Folder(TempDir),
    Server { url: String, name: String },
}

impl Place {
    /// A new one, on the server that the environment names, or in a file.
    pub(crate) fn new() -> Self {
        match std::env::var("TEST_DATABASE_URL") {
            Ok(server) => Self::on_server(server),
            Err(_) => Self::in_file(),
        }
    }

    /// A new one in a file.
    pub(crate) fn in_file() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("test.db").display());
        Self { url, home: Home::Folder(folder) }
    }

    /// A new one on a server.
    pub(crate) fn on_server(server: String) -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("ordain_data_{}_{number}", std::process::id());
        run(&server, |_| format!("CREATE DATABASE {name}"));
        let (base, _) = server.rsplit_once('/').unwrap();
        Self { url: format!("{base}/{name}"), home: Home::Server { url: server, name } }
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Leaves the database where it is, for as long as the program runs.
    pub(crate) fn keep(mut self) -> String {
        if let Home::Folder(folder) = &mut self.home {
            folder.disable_cleanup(true);
        }
        let url = self.url.clone();
        std::mem::forget(self);
        url
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Home::Server { url, name } = &self.home {
            run(url, |dialect| match dialect {
                Dialect::Postgres => format!("DROP DATABASE {name} WITH (FORCE)"),
                _ => format!("DROP DATABASE {name}"),
            });
        }
    }
}

/// Runs a statement on a server. On a thread of its own: a test may be in a runtime already.
fn run(server: &str, sql: impl FnOnce(Dialect) -> String + Send) {
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let runtime = tokio::runtime::Runtime::new().unwrap();
            runtime.block_on(async {
                let db = Db::connect(server, &Options::default()).await.unwrap();
                diesel::sql_query(sql(db.dialect())).execute(&db).await.unwrap();
            });
        });
    });
}
