//! What SQLite is made fast by, seen from outside: commits that are shared, reads where they are
//! asked for. None of it may be noticed but by the clock.
#![cfg(feature = "sqlite")]
#![allow(missing_docs, clippy::unwrap_used, reason = "a test")]

mod close;
mod commit;
mod read;

use std::path::Path;

use diesel::sql_types::{BigInt, Text};
use ordain::Result;
use ordain::db::{Db, Executor, Options, RunQuery, prelude::*};

diesel::table! {
    notes (id) {
        id -> BigInt,
        slug -> Text,
        parent_id -> Nullable<BigInt>,
    }
}

const SCHEMA: &str = "CREATE TABLE notes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    slug TEXT NOT NULL UNIQUE,
    parent_id INTEGER REFERENCES notes (id) DEFERRABLE INITIALLY DEFERRED)";

struct Place {
    db: Db,
    dir: tempfile::TempDir,
}

async fn place() -> Place {
    place_with(Options::default()).await
}

async fn place_with(options: Options) -> Place {
    let dir = tempfile::tempdir().unwrap();
    let db = Db::connect(&url(dir.path()), &options).await.unwrap();
    sql(SCHEMA, &db).await.unwrap();
    Place { db, dir }
}

fn url(dir: &Path) -> String {
    format!("sqlite:{}", dir.join("notes.db").display())
}

async fn sql(text: &str, x: impl Executor) -> Result<usize> {
    diesel::sql_query(text.to_owned()).execute(x).await
}

async fn number(text: &str, x: impl Executor) -> i64 {
    #[derive(diesel::QueryableByName)]
    struct Number {
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        n: i64,
    }
    let row: Number = diesel::sql_query(text.to_owned()).get_result(x).await.unwrap();
    row.n
}

async fn add(x: impl Executor, slug: &str) -> Result<i64> {
    let insert = diesel::sql_query("INSERT INTO notes (slug) VALUES (?) RETURNING id");
    let Id { id } = insert.bind::<Text, _>(slug.to_owned()).get_result(x).await?;
    Ok(id)
}

async fn add_below(x: impl Executor, name: &str, parent: i64) -> Result<i64> {
    let sql = "INSERT INTO notes (slug, parent_id) VALUES (?, ?) RETURNING id";
    let insert = diesel::sql_query(sql).bind::<Text, _>(name.to_owned());
    let Id { id } = insert.bind::<BigInt, _>(parent).get_result(x).await?;
    Ok(id)
}

#[derive(diesel::QueryableByName)]
struct Id {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

async fn slug(x: impl Executor, id: i64) -> Result<String> {
    notes::table.find(id).select(notes::slug).first(x).await
}

/// A row that cannot be read.
#[derive(Debug)]
struct Explosive;

impl<DB: diesel::backend::Backend> diesel::Queryable<diesel::sql_types::BigInt, DB> for Explosive
where
    i64: diesel::deserialize::FromSql<diesel::sql_types::BigInt, DB>,
{
    type Row = i64;
    fn build(_: i64) -> diesel::deserialize::Result<Self> {
        panic!("on purpose");
    }
}

impl<DB: diesel::backend::Backend> diesel::QueryableByName<DB> for Explosive {
    fn build<'a>(_: &impl diesel::row::NamedRow<'a, DB>) -> diesel::deserialize::Result<Self> {
        panic!("on purpose");
    }
}
