//! Ordain's side: a model, and what is generated for it.

use std::io;
use std::path::Path;

use diesel::sql_types::BigInt;
use ordain::db::{Options, Paging};
use ordain::prelude::*;

use super::{LONG, NEW_AUTHOR, ROWS, SCHEMA, Side, failed, row};

/// An article.
#[model]
pub(crate) struct Article {
    #[key]
    pub(crate) id: i64,
    #[unique]
    pub(crate) slug: String,
    pub(crate) title: String,
    pub(crate) body: String,
    #[index]
    pub(crate) author_id: i64,
}

pub(crate) struct Own(Db);

#[derive(diesel::QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

fn new((slug, title, body, author_id): (String, String, String, i64)) -> ArticleCreate {
    ArticleCreate { slug, title, body, author_id }
}

impl Side for Own {
    const NAME: &str = "Ordain";

    async fn open(file: &Path) -> io::Result<Self> {
        let url = format!("sqlite:{}", file.display());
        let db = Db::connect(&url, &Options::default()).await.map_err(failed)?;
        for statement in SCHEMA.split(';').filter(|statement| !statement.trim().is_empty()) {
            diesel::sql_query(statement).execute(&db).await.map_err(failed)?;
        }
        let filled = db.transaction(async |tx| -> Result<()> {
            for id in 1..=ROWS {
                Article::create(tx, new(row(id))).await?;
            }
            Ok(())
        });
        filled.await.map_err(failed)?;
        Ok(Self(db))
    }

    async fn by_key(&self, id: i64) -> io::Result<usize> {
        let row = Article::find(&self.0, id).await.map_err(failed)?;
        Ok(row.title.len() + row.body.len())
    }

    async fn page(&self, author: i64) -> io::Result<(i64, i64)> {
        let query = Article::query().filter(articles::author_id.eq(author));
        let query = query.order(articles::id.desc());
        let found = query.page::<Article>(Paging::default(), &self.0).await.map_err(failed)?;
        let first = found.items.first().map_or(0, |row| row.id);
        Ok((first, i64::try_from(found.total.unwrap_or(0)).unwrap_or(0)))
    }

    async fn insert(&self, slug: String) -> io::Result<i64> {
        let (_, title, body, _) = row(1);
        let new = new((slug, title, body, NEW_AUTHOR));
        Ok(Article::create(&self.0, new).await.map_err(failed)?.id)
    }

    async fn long(&self) -> io::Result<()> {
        let count: Count = diesel::sql_query(LONG).get_result(&self.0).await.map_err(failed)?;
        if count.n == 0 { Ok(()) } else { Err(io::Error::other("the long query found something")) }
    }
}
