//! A change in two phases: the old program and the new one both run after the first, and the second
//! ends where a change at once does.

use chrono::{TimeZone, Utc};
use diesel::sql_types::{BigInt, Nullable, Text};
use ordain::db::{Db, RunQuery, batch};
use ordain::migrate::schema::{Bounds, Check, CheckRule, Column, Kind, Table, Value};
use ordain::migrate::{Backend, Live, Order, Resume, Schema, Set, down, live, make, up};

use super::place::Place;

#[derive(Debug, PartialEq, diesel::QueryableByName)]
struct Row {
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = Text)]
    title: String,
    #[diesel(sql_type = Nullable<Text>)]
    other: Option<String>,
}

fn text(name: &str, length: Option<u64>, default: Option<&str>) -> Column {
    let default = default.map(|text| Value::Text(text.to_owned()));
    let (renamed_from, nullable, generated, fill) = (None, false, false, None);
    let (name, kind) = (name.to_owned(), Kind::Text);
    Column { name, renamed_from, kind, length, nullable, generated, default, fill }
}

/// A table with a number and a title of at most so many letters.
fn table(name: &str, length: u64, columns: impl IntoIterator<Item = Column>) -> Table {
    let id = Column { kind: Kind::Int64, generated: true, ..text("id", None, None) };
    let mut all = vec![id, text("title", Some(length), None)];
    all.extend(columns);
    let bounds = Bounds {
        column: "title".into(),
        min_length: None,
        max_length: Some(length),
        min: None,
        max: None,
    };
    let check = Check { name: format!("{name}.title"), rule: CheckRule::Bounds(bounds) };
    Table {
        name: name.to_owned(),
        renamed_from: None,
        columns: all,
        key: vec!["id".into()],
        indexes: Vec::new(),
        foreign_keys: Vec::new(),
        checks: vec![check],
    }
}

/// Posts with a body, and drafts.
fn old() -> Schema {
    let body = text("body", None, Some("none"));
    Schema { tables: vec![table("drafts", 80, []), table("posts", 200, [body])] }
}

/// Posts with a shorter title and a state, and without a body; no drafts.
fn new() -> Schema {
    Schema { tables: vec![table("posts", 80, [text("state", Some(20), None)])] }
}

/// Writes the migrations to both, one after the other, and gives them.
fn written(backend: Backend, phased: bool) -> Set {
    let folder = tempfile::tempdir().unwrap();
    let order = |name: &str, phased: bool, allow: &[&str]| Order {
        name: name.to_owned(),
        empty: false,
        phased,
        allow: allow.iter().map(|name| (*name).to_owned()).collect(),
        backends: vec![backend],
        now: Utc.timestamp_opt(1_700_000_000, 0).unwrap(),
    };
    let make = |schema: &Schema, order: &Order| make(folder.path(), schema, order, &mut |_| false);
    make(&old(), &order("begin", false, &[])).unwrap();
    let refused = make(&new(), &order("change", phased, &[])).unwrap_err().source_chain();
    let names = refused.lines().filter_map(|line| line.trim().split_once(": "));
    let names: Vec<&str> = names.map(|(name, _)| name).filter(|name| name.contains(':')).collect();
    assert!(names.contains(&"drop-table:drafts"), "{refused}");
    make(&new(), &order("change", phased, &names)).unwrap();
    Set::in_folder(folder.path(), backend).unwrap()
}

/// The migrations up to the last one whose name has the text.
fn until(set: &Set, part: &str) -> Set {
    let last = set.migrations.iter().rposition(|migration| migration.name.contains(part)).unwrap();
    Set { migrations: set.migrations[..=last].to_vec(), ..set.clone() }
}

async fn run(db: &Db, sql: &str) {
    batch(sql, db).await.unwrap_or_else(|error| panic!("{sql}: {}", error.source_chain()));
}

async fn apply(db: &Db, set: &Set) -> Live {
    let applied = up(db, set, Resume::Repeat).await;
    applied.unwrap_or_else(|error| panic!("{}", error.source_chain()));
    tables(db, set.backend).await
}

async fn tables(db: &Db, backend: Backend) -> Live {
    let mut found = live(backend, db).await.unwrap();
    found.tables.retain(|name, _| !name.starts_with("__"));
    found
}

async fn rows(db: &Db, other: &str) -> Vec<(i64, String, Option<String>)> {
    let sql = format!("SELECT id, title, {other} AS other FROM posts ORDER BY id");
    let rows: Vec<Row> = diesel::sql_query(sql).load(db).await.unwrap();
    rows.into_iter().map(|row| (row.id, row.title, row.other)).collect()
}

fn row(id: i64, title: &str, other: Option<&str>) -> (i64, String, Option<String>) {
    (id, title.to_owned(), other.map(str::to_owned))
}

async fn check(backend: Backend, place: Place, plain: Place) {
    let (db, set) = (&place.db, written(backend, true));
    let long = "x".repeat(150);
    apply(db, &until(&set, "begin")).await;
    run(db, "INSERT INTO posts (title, body) VALUES ('first', 'one')").await;
    run(db, "INSERT INTO drafts (title) VALUES ('draft')").await;

    let between = apply(db, &until(&set, "expand")).await;
    // The old program.
    run(db, &format!("INSERT INTO posts (title, body) VALUES ('{long}', 'two')")).await;
    run(db, "UPDATE posts SET body = 'uno' WHERE id = 1").await;
    run(db, "INSERT INTO drafts (title) VALUES ('another')").await;
    // The new one.
    run(db, "INSERT INTO posts (title, state) VALUES ('third', 'new')").await;
    run(db, "UPDATE posts SET state = 'old' WHERE id = 1").await;
    let third = row(3, "third", Some("none"));
    let found = [row(1, "first", Some("uno")), row(2, &long, Some("two")), third];
    assert_eq!(rows(db, "body").await, found, "{backend}");
    let found = [row(1, "first", Some("old")), row(2, &long, None), row(3, "third", Some("new"))];
    assert_eq!(rows(db, "state").await, found, "{backend}");

    // What the old program left unlike the new one's is mended before it is forbidden.
    run(db, "UPDATE posts SET title = 'second', state = 'old' WHERE id = 2").await;
    let end = apply(db, &set).await;
    assert_eq!(end, Live::expected(&new(), backend), "{backend}");
    assert_eq!(end, apply(&plain.db, &written(backend, false)).await, "{backend}");
    let state = [row(1, "first", Some("old")), row(2, "second", Some("old"))];
    assert_eq!(rows(db, "state").await[..2], state, "{backend}");

    let contract = set.migrations.len() - until(&set, "expand").migrations.len();
    down(db, &set, contract, Resume::Repeat).await.unwrap();
    assert_eq!(tables(db, backend).await, between, "{backend}");
    assert_eq!(rows(db, "state").await[..2], state, "{backend}");
    let expand = set.migrations.len() - contract - until(&set, "begin").migrations.len();
    down(db, &set, expand, Resume::Repeat).await.unwrap();
    assert_eq!(tables(db, backend).await, Live::expected(&old(), backend), "{backend}");
    let titles: Vec<String> = rows(db, "body").await.into_iter().map(|row| row.1).collect();
    assert_eq!(titles, ["first", "second", "third"], "{backend}");
    for place in [place, plain] {
        place.remove().await;
    }
}

#[tokio::test]
async fn sqlite_changes_in_two_phases() {
    check(Backend::Sqlite, Place::sqlite().await, Place::sqlite().await).await;
}

#[cfg(feature = "postgres")]
#[tokio::test]
async fn postgres_changes_in_two_phases() {
    let Ok(server) = std::env::var("POSTGRES_URL") else { return };
    let place = Place::on_server(&server).await;
    check(Backend::Postgres, place, Place::on_server(&server).await).await;
}

#[cfg(feature = "mysql")]
#[tokio::test]
async fn mysql_changes_in_two_phases() {
    let Ok(server) = std::env::var("MYSQL_URL") else { return };
    let place = Place::on_server(&server).await;
    check(Backend::Mysql, place, Place::on_server(&server).await).await;
}
