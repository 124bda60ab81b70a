//! The other side: diesel's own connections in a pool of r2d2, called from async code.

use std::io;
use std::path::Path;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::r2d2::{ConnectionManager, CustomizeConnection, Error, Pool};
use diesel::sql_types::BigInt;

use super::{LONG, NEW_AUTHOR, ROWS, SCHEMA, Side, failed, row};

diesel::table! {
    articles (id) {
        id -> BigInt,
        slug -> Text,
        title -> Text,
        body -> Text,
        author_id -> BigInt,
    }
}

#[derive(Queryable)]
struct Article {
    id: i64,
    #[expect(dead_code, reason = "read as an application reads it")]
    slug: String,
    title: String,
    body: String,
    #[expect(dead_code, reason = "read as an application reads it")]
    author_id: i64,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

pub(crate) struct Pooled(Pool<ConnectionManager<SqliteConnection>>);

#[derive(Debug)]
struct Settings;

impl CustomizeConnection<SqliteConnection, Error> for Settings {
    fn on_acquire(&self, conn: &mut SqliteConnection) -> Result<(), Error> {
        conn.batch_execute(
            "PRAGMA busy_timeout = 30000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
             PRAGMA foreign_keys = ON;",
        )
        .map_err(Error::QueryError)
    }
}

impl Pooled {
    async fn with<R: Send + 'static>(
        &self,
        work: impl FnOnce(&mut SqliteConnection) -> QueryResult<R> + Send + 'static,
    ) -> io::Result<R> {
        let pool = self.0.clone();
        let call = tokio::task::spawn_blocking(move || {
            let mut conn = pool.get().map_err(failed)?;
            work(&mut conn).map_err(failed)
        });
        call.await?
    }
}

impl Side for Pooled {
    const NAME: &str = "r2d2";

    async fn open(file: &Path) -> io::Result<Self> {
        let manager = ConnectionManager::new(file.display().to_string());
        // No `SELECT 1` before each use: a file does not go away.
        let pool = Pool::builder().max_size(10).test_on_check_out(false);
        let pool = pool.connection_customizer(Box::new(Settings)).build(manager).map_err(failed)?;
        let side = Self(pool);
        side.with(|conn| {
            conn.batch_execute(SCHEMA)?;
            conn.transaction(|conn| (1..=ROWS).try_for_each(|id| add(conn, row(id)).map(drop)))
        })
        .await?;
        Ok(side)
    }

    async fn by_key(&self, id: i64) -> io::Result<usize> {
        let row = self.with(move |conn| articles::table.find(id).first::<Article>(conn)).await?;
        Ok(row.title.len() + row.body.len())
    }

    async fn page(&self, author: i64) -> io::Result<(i64, i64)> {
        self.with(move |conn| {
            conn.transaction(|conn| {
                let query = articles::table.filter(articles::author_id.eq(author));
                let total = query.count().get_result(conn)?;
                let rows = query.order(articles::id.desc()).limit(20).offset(0);
                let rows = rows.load::<Article>(conn)?;
                Ok((rows.first().map_or(0, |row| row.id), total))
            })
        })
        .await
    }

    async fn insert(&self, slug: String) -> io::Result<i64> {
        let (_, title, body, _) = row(1);
        self.with(move |conn| add(conn, (slug, title, body, NEW_AUTHOR))).await
    }

    async fn long(&self) -> io::Result<()> {
        let query = diesel::sql_query(LONG);
        let count: Count = self.with(move |conn| query.get_result(conn)).await?;
        if count.n == 0 { Ok(()) } else { Err(io::Error::other("the long query found something")) }
    }
}

fn add(conn: &mut SqliteConnection, row: (String, String, String, i64)) -> QueryResult<i64> {
    let (slug, title, body, author_id) = row;
    let values = (
        articles::slug.eq(slug),
        articles::title.eq(title),
        articles::body.eq(body),
        articles::author_id.eq(author_id),
    );
    let row: Article = diesel::insert_into(articles::table)
        .values(values)
        .returning(articles::all_columns)
        .get_result(conn)?;
    Ok(row.id)
}
