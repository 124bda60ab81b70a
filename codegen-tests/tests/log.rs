//! What is logged of the statements of a request, on SQLite and on each server whose URL is in the
//! environment.
//!
//! A program of its own, because it hears every line of its process.

#[expect(dead_code, reason = "the other tests use the rest")]
#[path = "data/place.rs"]
mod place;

use std::sync::{LazyLock, Mutex, PoisonError};

use codegen_tests::lines::Lines;
use codegen_tests::server::Server;
use diesel::dsl::sql;
use diesel::sql_types::Bool;
use ordain::app::App;
use ordain::db::{Db, Dialect, Options, batch};
use ordain::migrate::create_tables;
use ordain::prelude::*;
use serde_json::Value;

use place::Place;

#[model]
struct Note {
    #[key]
    pub id: i64,
    pub text: String,
}

/// A condition that takes longer than a tenth of a second, once for each row.
fn slow(db: &Db) -> &'static str {
    match db.dialect() {
        Dialect::Postgres => "pg_sleep(0.15) IS NULL",
        Dialect::Mysql => "SLEEP(0.15) > 9",
        _ => {
            "(SELECT COUNT(*) FROM notes a, notes b, notes c, notes d, (SELECT 1 UNION SELECT 2 UNION SELECT 3)) < 0"
        }
    }
}

#[route(get, "/one-by-one/{times}", policy = public)]
async fn one_by_one(times: i64, db: Db) -> Result<NoContent> {
    for id in 1..=times {
        Note::find(&db, id).await?;
    }
    Ok(NoContent)
}

#[route(post, "/slow/{kind}", policy = public)]
async fn slowly(kind: String, page: Paging, db: Db) -> Result<NoContent> {
    let condition = slow(&db);
    let rows = notes::table.filter(notes::id.eq(1).and(sql::<Bool>(condition)));
    match &*kind {
        "load" => drop(rows.load::<Note>(&db).await?),
        "page" => drop(rows.order(notes::id).page::<Note>(page, &db).await?),
        "delete" => drop(diesel::delete(rows).execute(&db).await?),
        "text" => {
            let text = format!("UPDATE notes SET text = 'x' WHERE id = 1 AND {condition}");
            diesel::sql_query(text).execute(&db).await?;
        }
        "remove" => Note { id: 50, text: String::new() }.delete(&db).await?,
        "batch" => batch(&format!("DELETE FROM notes WHERE id = 1 AND {condition}"), &db).await?,
        _ => drop(Note::create(&db, NoteCreate { text: "a secret of somebody".into() }).await?),
    }
    Ok(NoContent)
}

#[route(get, "/given-up", policy = public, timeout = "200ms")]
async fn given_up(db: Db) -> Result<NoContent> {
    let sleep = match db.dialect() {
        Dialect::Postgres => "pg_sleep(1) IS NULL",
        _ => "SLEEP(1) > 9",
    };
    let rows = notes::table.filter(notes::id.eq(1).and(sql::<Bool>(sleep)));
    drop(rows.load::<Note>(&db).await?);
    Ok(NoContent)
}

/// One test at a time listens.
static LINES: LazyLock<Mutex<Lines>> = LazyLock::new(|| {
    let lines = Lines::default();
    let writer = lines.clone();
    tracing_subscriber::fmt().json().flatten_event(true).with_writer(move || writer.clone()).init();
    Mutex::new(lines)
});

/// A place with a few notes, of which each takes its time to be written and to be deleted.
fn filled(place: Place) -> Place {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let db = Db::connect(place.url(), &Options::default()).await.unwrap();
        create_tables(&db).await.unwrap();
        let notes = (0..50).map(|number| NoteCreate { text: format!("note {number}") });
        for note in notes {
            Note::create(&db, note).await.unwrap();
        }
        if db.dialect() == Dialect::Postgres {
            let function = "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS \
                $$ BEGIN PERFORM pg_sleep(0.15); RETURN COALESCE(NEW, OLD); END $$";
            batch(function, &db).await.unwrap();
        }
        for event in ["INSERT", "DELETE"] {
            let trigger = format!("CREATE TRIGGER slow_{event} BEFORE {event} ON notes");
            let trigger = match db.dialect() {
                Dialect::Postgres => format!("{trigger} FOR EACH ROW EXECUTE FUNCTION slow()"),
                Dialect::Mysql => format!("{trigger} FOR EACH ROW DO SLEEP(0.15)"),
                _ => format!("{trigger} BEGIN SELECT 1 WHERE {}; END", slow(&db)),
            };
            batch(&trigger, &db).await.unwrap();
        }
        db.close().await;
    });
    place
}

fn places() -> Vec<Place> {
    let servers = ["POSTGRES_URL", "MYSQL_URL"].map(std::env::var);
    let servers = servers.into_iter().filter_map(Result::ok).map(Place::on_server);
    std::iter::once(Place::in_file()).chain(servers).map(filled).collect()
}

/// What is said of the statements of some requests.
fn said(place: &Place, profile: &str, slow: Option<&str>, requests: &[(&str, &str)]) -> Vec<Value> {
    let lines = LINES.lock().unwrap_or_else(PoisonError::into_inner);
    let variables = [
        ("ORDAIN_ENV", profile),
        ("DATABASE_URL", place.url()),
        ("ORDAIN_DATABASE__MIGRATE", "off"),
        ("ORDAIN_LOG__REQUESTS", "false"),
    ];
    let mut variables = variables.to_vec();
    variables.extend(slow.map(|slow| ("ORDAIN_DATABASE__SLOW_QUERY", slow)));
    let server = Server::start(App::new(), &variables).unwrap();
    drop(lines.take());
    for (method, path) in requests {
        let answer = server.send(&codegen_tests::client::Request::new(method, path));
        assert!([204, 504].contains(&answer.status), "{path}: {answer:?}");
    }
    let text = lines.take();
    assert!(!text.contains("secret"), "{text}");
    let lines = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    lines.filter(|line| line["target"] == "ordain::query").collect()
}

#[test]
fn a_query_in_a_loop_is_told_in_development_and_in_tests() {
    for place in places() {
        let requests = [("GET", "/one-by-one/12"), ("GET", "/one-by-one/9")];
        for profile in ["dev", "test"] {
            let said = said(&place, profile, None, &requests);
            let [line] = &said[..] else { panic!("{said:?}") };
            assert_eq!(line["level"], "WARN");
            assert_eq!(line["route"], "GET /one-by-one/{times} (log::one_by_one)");
            assert_eq!(line["times"], 12);
            let statement = line["statement"].as_str().unwrap();
            assert!(statement.starts_with("SELECT") && statement.contains("notes"), "{statement}");
        }
        assert_eq!(said(&place, "prod", None, &requests), [Value::Null; 0]);
    }
}

#[test]
fn a_slow_statement_is_told_with_its_route() {
    let kinds = [
        ("load", "SELECT"),
        ("page", "SELECT"),
        ("delete", "D"),
        ("text", "UPDATE notes SET text = 'x'"),
        ("remove", "DELETE FROM"),
        ("batch", "DELETE FROM notes"),
        ("create", "INSERT INTO"),
    ];
    for place in places() {
        for (kind, begin) in kinds {
            let path = format!("/slow/{kind}");
            let said = said(&place, "prod", Some("50ms"), &[("POST", &path)]);
            let [line] = &said[..] else { panic!("{kind}: {said:?}") };
            assert_eq!(line["route"], "POST /slow/{kind} (log::slowly)");
            assert!(line["millis"].as_u64().is_some_and(|millis| millis >= 50), "{line}");
            let statement = line["statement"].as_str().unwrap();
            assert!(statement.starts_with(begin) && statement.contains("notes"), "{statement}");
        }
    }
}

#[test]
fn what_is_slow_is_told_in_development_unless_it_is_switched_off() {
    for place in places() {
        let requests = [("POST", "/slow/load"), ("GET", "/one-by-one/1")];
        let count = |profile, slow| said(&place, profile, slow, &requests).len();
        assert_eq!(count("dev", None), 1);
        assert_eq!(count("dev", Some("off")), 0);
        assert_eq!(count("dev", Some("1h")), 0);
        assert_eq!(count("test", None), 0);
        assert_eq!(count("prod", None), 0);
    }
}

#[test]
fn a_statement_that_is_given_up_is_told() {
    for place in places().into_iter().skip(1) {
        let said = said(&place, "dev", None, &[("GET", "/given-up")]);
        let [line] = &said[..] else { panic!("{said:?}") };
        assert_eq!(line["route"], "GET /given-up (log::given_up)");
        let took = line["millis"].as_u64().unwrap();
        assert!((150..900).contains(&took), "{took}");
    }
}
