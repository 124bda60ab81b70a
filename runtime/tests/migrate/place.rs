//! A database of a test's own.

use ordain::db::{Db, Options};
use tempfile::TempDir;

pub(crate) struct Place {
    pub(crate) db: Db,
    kind: Kind,
}

enum Kind {
    File(TempDir),
    #[cfg(any(feature = "postgres", feature = "mysql"))]
    Server {
        server: String,
        name: String,
        url: String,
    },
}

impl Place {
    pub(crate) async fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("test.db").display());
        let db = Db::connect(&url, &options()).await.unwrap();
        Self { db, kind: Kind::File(folder) }
    }

    #[cfg(any(feature = "postgres", feature = "mysql"))]
    pub(crate) async fn on_server(server: &str) -> Self {
        use std::sync::atomic::{AtomicUsize, Ordering};
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("migrate_{}_{number}", std::process::id());
        let admin = Db::connect(server, &options()).await.unwrap();
        ordain::db::batch(&format!("CREATE DATABASE {name}"), &admin).await.unwrap();
        let (base, _) = server.rsplit_once('/').unwrap();
        let url = format!("{base}/{name}");
        let db = Db::connect(&url, &options()).await.unwrap();
        Self { db, kind: Kind::Server { server: server.to_owned(), name, url } }
    }

    /// The URL, if it is a server's.
    #[cfg(all(feature = "postgres", feature = "mysql"))]
    pub(crate) fn url(&self) -> &str {
        match &self.kind {
            Kind::File(_) => "",
            Kind::Server { url, .. } => url,
        }
    }

    pub(crate) async fn remove(self) {
        self.db.close().await;
        match self.kind {
            Kind::File(folder) => drop(folder),
            #[cfg(any(feature = "postgres", feature = "mysql"))]
            Kind::Server { server, name, .. } => {
                let admin = Db::connect(&server, &options()).await.unwrap();
                let force = if server.starts_with("postgres") { " WITH (FORCE)" } else { "" };
                let drop = format!("DROP DATABASE {name}{force}");
                ordain::db::batch(&drop, &admin).await.unwrap();
            }
        }
    }
}

pub(crate) fn options() -> Options {
    Options { readers: 1, pool_size: 4, ..Options::default() }
}
