//! The table, on each server that the environment names.

use std::sync::Arc;

use super::*;
use crate::db::{Db, Options};

async fn counts(url: &str) {
    let db = Db::connect(url, &Options::default()).await.unwrap();
    let store = Arc::new(Database::open(db.clone()).await.unwrap());
    // The table is there: nothing is made twice.
    Database::open(db.clone()).await.unwrap();
    exactly_so_many(Arc::clone(&store)).await;
    replaces_what_was_read(store).await;
    db.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sqlite_counts_exactly() {
    let folder = tempfile::tempdir().unwrap();
    counts(&format!("sqlite:{}", folder.path().join("limits.db").display())).await;
}

#[cfg(feature = "postgres")]
#[tokio::test(flavor = "multi_thread")]
async fn postgres_counts_exactly() {
    if let Ok(url) = std::env::var("POSTGRES_URL") {
        counts(&url).await;
    }
}

#[cfg(feature = "mysql")]
#[tokio::test(flavor = "multi_thread")]
async fn mysql_counts_exactly() {
    if let Ok(url) = std::env::var("MYSQL_URL") {
        counts(&url).await;
    }
}
