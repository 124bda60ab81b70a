//! sqlx: a pool of ten connections, each with a thread of its own.

use std::io;
use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Executor, Row, SqlitePool};

use crate::sqlite::{LONG, NEW_AUTHOR, ROWS, SCHEMA, Side, failed, row};

const INSERT: &str = "INSERT INTO articles (slug, title, body, author_id) VALUES (?, ?, ?, ?) \
     RETURNING id, slug, title, body, author_id";

pub(crate) struct SqlxPool(SqlitePool);

impl SqlxPool {
    async fn add<'c>(
        executor: impl Executor<'c, Database = sqlx::Sqlite>,
        (slug, title, body, author): (String, String, String, i64),
    ) -> io::Result<i64> {
        let insert = sqlx::query(INSERT).bind(slug).bind(title).bind(body).bind(author);
        Ok(insert.fetch_one(executor).await.map_err(failed)?.get(0))
    }
}

impl Side for SqlxPool {
    const NAME: &str = "sqlx";

    async fn open(file: &Path) -> io::Result<Self> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(30));
        // No ping before each use: a file does not go away.
        let pool = SqlitePoolOptions::new().max_connections(10).test_before_acquire(false);
        let pool = pool.connect_with(options).await.map_err(failed)?;
        sqlx::raw_sql(SCHEMA).execute(&pool).await.map_err(failed)?;
        let mut tx = pool.begin().await.map_err(failed)?;
        for id in 1..=ROWS {
            Self::add(&mut *tx, row(id)).await?;
        }
        tx.commit().await.map_err(failed)?;
        Ok(Self(pool))
    }

    async fn by_key(&self, id: i64) -> io::Result<usize> {
        let select = "SELECT id, slug, title, body, author_id FROM articles WHERE id = ?";
        let row = sqlx::query(select).bind(id).fetch_one(&self.0).await.map_err(failed)?;
        Ok(row.get::<String, _>(2).len() + row.get::<String, _>(3).len())
    }

    async fn page(&self, author: i64) -> io::Result<(i64, i64)> {
        let mut tx = self.0.begin().await.map_err(failed)?;
        let count = sqlx::query("SELECT count(*) FROM articles WHERE author_id = ?").bind(author);
        let total = count.fetch_one(&mut *tx).await.map_err(failed)?.get(0);
        let select = "SELECT id, slug, title, body, author_id FROM articles WHERE author_id = ? \
             ORDER BY id DESC LIMIT 20 OFFSET 0";
        let rows = sqlx::query(select).bind(author).fetch_all(&mut *tx).await.map_err(failed)?;
        tx.commit().await.map_err(failed)?;
        Ok((rows.first().map_or(0, |row| row.get(0)), total))
    }

    async fn insert(&self, slug: String) -> io::Result<i64> {
        let (_, title, body, _) = row(1);
        Self::add(&self.0, (slug, title, body, NEW_AUTHOR)).await
    }

    async fn long(&self) -> io::Result<()> {
        sqlx::query(LONG).fetch_one(&self.0).await.map_err(failed).map(drop)
    }
}
