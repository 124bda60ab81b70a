//! Random sequences of schemas: step by step and from nothing they end in the same schema, no row is
//! lost on the way, and all of it can be taken back.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{TimeZone, Utc};
use diesel::sql_types::{BigInt, Nullable, Text};
use ordain::db::{Db, RunQuery, batch};
use ordain::migrate::schema::{Kind, Table};
use ordain::migrate::{
    Backend, Live, Order, Plan, Renames, Resume, Schema, Set, dangers, down, live, make, up,
};

use super::place::Place;
use super::random::{Random, following};

const VERSIONS: usize = 20;

#[tokio::test]
async fn sqlite_follows_the_models_and_comes_back() {
    for seed in 0..seeds(6) {
        run(seed, Backend::Sqlite, Place::sqlite).await;
    }
}

#[cfg(feature = "postgres")]
#[tokio::test]
async fn postgres_follows_the_models_and_comes_back() {
    let Ok(server) = std::env::var("POSTGRES_URL") else { return };
    for seed in 0..seeds(3) {
        run(seed, Backend::Postgres, async || Place::on_server(&server).await).await;
    }
}

#[cfg(feature = "mysql")]
#[tokio::test]
async fn mysql_follows_the_models_and_comes_back() {
    let Ok(server) = std::env::var("MYSQL_URL") else { return };
    for seed in 0..seeds(3) {
        run(seed, Backend::Mysql, async || Place::on_server(&server).await).await;
    }
}

/// How many sequences are tried; more of them by `MIGRATE_SEEDS=1000`.
fn seeds(default: u64) -> u64 {
    std::env::var("MIGRATE_SEEDS").ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

async fn run(seed: u64, backend: Backend, place: impl AsyncFn() -> Place) {
    let (mut random, mut counter) = (Random(seed), 0);
    let folder = tempfile::tempdir().unwrap();
    let step_by_step = place().await;
    let mut schema = Schema::default();
    let mut rows = 0;
    for version in 0..VERSIONS {
        let next = following(&schema, &mut random, &mut counter);
        let context = format!("seed {seed}, version {version}");
        write(folder.path(), backend, &schema, &next, version).await;
        let before = content(&step_by_step.db, &schema, backend).await;
        let set = Set::in_folder(folder.path(), backend).unwrap();
        let applied = up(&step_by_step.db, &set, Resume::Repeat).await;
        if let Err(error) = applied {
            panic!("{context}: {}", error.source_chain());
        }
        let after = content(&step_by_step.db, &next, backend).await;
        kept(&schema, &next, &before, &after, &context);
        fill(&step_by_step.db, &next, backend, version, &mut rows).await;
        schema = next;
    }
    let context = format!("seed {seed}");
    let set = Set::in_folder(folder.path(), backend).unwrap();
    let expected = Live::expected(&schema, backend);
    let found = application(live(backend, &step_by_step.db).await.unwrap());
    assert_eq!(found, expected, "{context}, step by step");

    let from_nothing = place().await;
    up(&from_nothing.db, &set, Resume::Repeat).await.unwrap();
    assert_eq!(application(live(backend, &from_nothing.db).await.unwrap()), expected, "{context}");

    let other = tempfile::tempdir().unwrap();
    write(other.path(), backend, &Schema::default(), &schema, 0).await;
    let at_once = place().await;
    up(&at_once.db, &Set::in_folder(other.path(), backend).unwrap(), Resume::Repeat).await.unwrap();
    assert_eq!(application(live(backend, &at_once.db).await.unwrap()), expected, "{context}");

    for (place, files) in [(&step_by_step, &folder), (&from_nothing, &folder), (&at_once, &other)] {
        let set = Set::in_folder(files.path(), backend).unwrap();
        let taken = down(&place.db, &set, usize::MAX, Resume::Repeat).await;
        if let Err(error) = taken {
            panic!("{context}, down: {}", error.source_chain());
        }
        let left = application(live(backend, &place.db).await.unwrap());
        assert_eq!(left, Live::default(), "{context}, down");
    }
    for place in [step_by_step, from_nothing, at_once] {
        place.remove().await;
    }
}

/// The tables of the application.
fn application(mut live: Live) -> Live {
    live.tables.retain(|name, _| !name.starts_with("__"));
    live
}

async fn write(folder: &Path, backend: Backend, before: &Schema, after: &Schema, version: usize) {
    let renames = Renames::between(before, after, &mut |_| false);
    let plan = Plan::between(before, after, &renames);
    let allow = dangers(&plan, &[backend]).unwrap();
    let order = Order {
        name: format!("version_{version}"),
        empty: false,
        phased: false,
        allow: allow.into_iter().map(|danger| danger.name).collect(),
        backends: vec![backend],
        now: Utc.timestamp_opt(1_700_000_000, 0).unwrap(),
    };
    make(folder, after, &order, &mut |_| false).unwrap();
}

#[derive(diesel::QueryableByName)]
struct Cell {
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = Nullable<Text>)]
    value: Option<String>,
}

type Content = BTreeMap<(String, String), BTreeMap<i64, Option<String>>>;

/// Every value, as text.
async fn content(db: &Db, schema: &Schema, backend: Backend) -> Content {
    let mut content = Content::new();
    for table in &schema.tables {
        for column in &table.columns {
            let (name, quoted) = (backend.quoted(&table.name), backend.quoted(&column.name));
            let text = match (backend, column.kind) {
                (Backend::Mysql, Kind::Bytes | Kind::Uuid) => format!("HEX({quoted})"),
                (Backend::Mysql, _) => format!("CAST({quoted} AS CHAR)"),
                (Backend::Postgres, Kind::Bool) => format!("CAST({quoted}::INT AS TEXT)"),
                (Backend::Sqlite, Kind::Bytes | Kind::Uuid) => format!("hex({quoted})"),
                _ => format!("CAST({quoted} AS TEXT)"),
            };
            let sql = format!("SELECT id AS id, {text} AS value FROM {name}");
            let cells: Vec<Cell> = diesel::sql_query(sql).load(db).await.unwrap();
            let cells = cells.into_iter().map(|cell| (cell.id, cell.value)).collect();
            content.insert((table.name.clone(), column.name.clone()), cells);
        }
    }
    content
}

/// No row is lost, and no value of a column that is still there.
fn kept(old: &Schema, new: &Schema, before: &Content, after: &Content, context: &str) {
    let renames = Renames::between(old, new, &mut |_| false);
    for ((table, column), cells) in before {
        let to = renames.tables.iter().find(|(from, _)| from == table);
        let table = to.map_or(table, |(_, to)| to);
        let to = renames.columns.iter().find(|(of, from, _)| of == table && from == column);
        let column = to.map_or(column, |(_, _, to)| to);
        let Some(found) = after.get(&(table.clone(), column.clone())) else { continue };
        for (id, value) in cells {
            let now = found.get(id);
            assert!(now.is_some(), "{context}: the row {id} of {table} is lost");
            if value.is_some() {
                assert_eq!(now, Some(value), "{context}: {table}.{column} of row {id}");
            }
        }
    }
}

/// Two new rows for each table.
async fn fill(db: &Db, schema: &Schema, backend: Backend, version: usize, rows: &mut i64) {
    for table in &schema.tables {
        for _ in 0..2 {
            *rows += 1;
            let (mut names, mut values) = (Vec::new(), Vec::new());
            for column in table.columns.iter().filter(|column| !column.generated) {
                if let Some(value) = value(table, &column.name, backend, *rows) {
                    names.push(backend.quoted(&column.name));
                    values.push(value);
                }
            }
            let name = backend.quoted(&table.name);
            let (names, values) = (names.join(", "), values.join(", "));
            let sql = format!("INSERT INTO {name} ({names}) VALUES ({values})");
            if let Err(error) = batch(&sql, db).await {
                panic!("version {version}: {sql}: {}", error.source_chain());
            }
        }
    }
}

/// A value for a column; none where null or the default is as good.
fn value(table: &Table, name: &str, backend: Backend, number: i64) -> Option<String> {
    let column = table.columns.iter().find(|column| column.name == name)?;
    // What once referred, or will again, refers to nothing: on the way back it must be true.
    if name.starts_with('r') || number % 3 == 0 && (column.nullable || column.default.is_some()) {
        return None;
    }
    Some(match (column.kind, backend) {
        (Kind::Bool, Backend::Sqlite) => (number % 2).to_string(),
        (Kind::Bool, _) => (number % 2 == 0).to_string(),
        (Kind::Int16 | Kind::Int32, _) => (number % 1000).to_string(),
        (Kind::Int64, _) => number.to_string(),
        (Kind::Float32 | Kind::Float64, _) => format!("{}.5", number % 100),
        (Kind::Text, _) => format!("'text {number}; it''s'"),
        (Kind::Bytes, Backend::Postgres) => "'\\x0102'".to_owned(),
        (Kind::Bytes, _) => "x'0102'".to_owned(),
        (Kind::Timestamp, Backend::Sqlite) => "'2026-11-21T08:30:00.000000Z'".to_owned(),
        (Kind::Timestamp, _) => "'2026-11-21 08:30:00'".to_owned(),
        (Kind::Date, _) => "'2026-11-21'".to_owned(),
        (Kind::Time, _) => "'08:30:00'".to_owned(),
        (Kind::Uuid, Backend::Postgres) => "'019ab000-0000-7000-8000-000000000000'".to_owned(),
        (Kind::Uuid, _) => "x'019ab000000070008000000000000000'".to_owned(),
        (Kind::Decimal, _) => "'1.25'".to_owned(),
        (Kind::Json, _) => "'{\"a\": 1}'".to_owned(),
    })
}
