//! What only a database server shows: many processes at once, and statements that stay.
//!
//! A test runs for a server whose URL is in the environment: `POSTGRES_URL`, `MYSQL_URL`.

#![cfg(all(feature = "postgres", feature = "mysql"))]

use std::collections::BTreeSet;
use std::time::Duration;

use ordain::db::{Db, batch};
use ordain::migrate::{Backend, Migration, Resume, Set, State, down, live, status, up};

use super::place::{Place, options};

fn servers() -> Vec<(Backend, String)> {
    let names = [(Backend::Postgres, "POSTGRES_URL"), (Backend::Mysql, "MYSQL_URL")];
    let url = |(backend, name)| Some((backend, std::env::var(name).ok()?));
    names.into_iter().filter_map(url).collect()
}

fn set(backend: Backend, up: &str, down: &str, in_transaction: bool) -> Set {
    let migration = Migration {
        name: "2026-01-01-000000_one".into(),
        up: up.to_owned().into(),
        down: Some(down.to_owned().into()),
        in_transaction,
    };
    Set { backend, migrations: vec![migration] }
}

async fn tables(place: &Place, backend: Backend) -> BTreeSet<String> {
    let tables = live(backend, &place.db).await.unwrap().tables.into_keys();
    tables.filter(|name| !name.starts_with("__")).collect()
}

#[tokio::test]
async fn ten_that_begin_at_once_migrate_once() {
    for (backend, server) in servers() {
        let place = Place::on_server(&server).await;
        let one = || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.unwrap().block_on(async {
                let set = set(backend, "CREATE TABLE one (id INTEGER)", "DROP TABLE one", true);
                let db = Db::connect(place.url(), &options()).await.unwrap();
                let applied = up(&db, &set, Resume::Repeat).await;
                db.close().await;
                applied.unwrap_or_else(|error| panic!("{}", error.source_chain())).len()
            })
        };
        let applied: usize = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..10).map(|_| scope.spawn(one)).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).sum()
        });
        assert_eq!(applied, 1, "{backend}");
        place.remove().await;
    }
}

#[tokio::test]
async fn a_statement_that_fails_is_taken_back_or_gone_on_with() {
    for (backend, server) in servers() {
        let place = Place::on_server(&server).await;
        let broken = "CREATE TABLE one (id INTEGER); INSERT INTO nowhere VALUES (1); \
                      CREATE TABLE two (id INTEGER)";
        let broken = set(backend, broken, "DROP TABLE two; DROP TABLE one", true);
        let error = up(&place.db, &broken, Resume::Repeat).await.unwrap_err().source_chain();
        assert!(error.contains("nowhere"), "{error}");
        let states: Vec<State> =
            status(&place.db, &broken).await.unwrap().into_iter().map(|one| one.state).collect();
        if backend == Backend::Postgres {
            assert_eq!(states, [State::Pending]);
            assert!(tables(&place, backend).await.is_empty());
        } else {
            assert!(error.contains("statement 2 of 3"), "{error}");
            assert_eq!(states, [State::Interrupted(2)]);
            // The other way is not open before this one is gone to its end.
            let error = down(&place.db, &broken, 1, Resume::Repeat).await.unwrap_err();
            assert!(error.source_chain().contains("on its way up"), "{}", error.source_chain());
        }
        batch("CREATE TABLE nowhere (id INTEGER)", &place.db).await.unwrap();
        up(&place.db, &broken, Resume::Repeat).await.unwrap();
        down(&place.db, &broken, 1, Resume::Repeat).await.unwrap();
        assert_eq!(tables(&place, backend).await, BTreeSet::from(["nowhere".to_owned()]));
        place.remove().await;
    }
}

/// What the database refused was surely not done, however it sounds the next time.
#[tokio::test]
async fn a_refused_statement_is_refused_again() {
    for (backend, server) in servers() {
        let place = Place::on_server(&server).await;
        batch("CREATE TABLE two (other INTEGER)", &place.db).await.unwrap();
        let sql = "CREATE TABLE one (id INTEGER); CREATE TABLE two (id INTEGER)";
        let taken = set(backend, sql, "DROP TABLE two; DROP TABLE one", true);
        for _ in 0..2 {
            let error = up(&place.db, &taken, Resume::Repeat).await.unwrap_err().source_chain();
            assert!(error.contains("already exists"), "{error}");
        }
        batch("DROP TABLE two", &place.db).await.unwrap();
        up(&place.db, &taken, Resume::Repeat).await.unwrap();
        place.remove().await;
    }
}

/// As `kill -9` does: the work is cut off, and the server hears nothing of it.
#[tokio::test(flavor = "multi_thread")]
async fn a_migration_that_is_cut_off_goes_on() {
    for (backend, server) in servers() {
        let place = Place::on_server(&server).await;
        let wait = if backend == Backend::Mysql { "DO SLEEP(1)" } else { "SELECT pg_sleep(1)" };
        let sql = format!("CREATE TABLE one (id INTEGER); {wait}; CREATE TABLE two (id INTEGER)");
        for in_transaction in [true, false] {
            let set = set(backend, &sql, "DROP TABLE two; DROP TABLE one", in_transaction);
            let db = Db::connect(place.url(), &options()).await.unwrap();
            let cut =
                tokio::time::timeout(Duration::from_millis(400), up(&db, &set, Resume::Repeat));
            assert!(cut.await.is_err(), "it waits");
            let found = status(&place.db, &set).await.unwrap();
            let stepwise = backend == Backend::Mysql || !in_transaction;
            let state = if stepwise { State::Interrupted(2) } else { State::Pending };
            assert_eq!(found[0].state, state, "{backend}");
            db.close().await;
            up(&place.db, &set, Resume::Repeat).await.unwrap();
            let both = BTreeSet::from(["one".to_owned(), "two".to_owned()]);
            assert_eq!(tables(&place, backend).await, both, "{backend}");
            down(&place.db, &set, 1, Resume::Repeat).await.unwrap();
        }
        place.remove().await;
    }
}
