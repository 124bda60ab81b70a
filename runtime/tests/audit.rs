//! The audit log: rows that nobody can change unseen, whoever writes them at the same time.
//!
//! Each test runs on an SQLite file and on each server whose URL is in the environment:
//! `POSTGRES_URL`, `MYSQL_URL`.
#![cfg(feature = "sqlite")]
#![allow(missing_docs, clippy::unwrap_used, reason = "a test")]

use std::fmt::Write as _;
use std::sync::atomic::{AtomicUsize, Ordering};

use ordain::audit::{self, Entry, Filter, Row, Verdict, record, verify};
use ordain::db::{Db, Options, Tx, batch};
use ordain::{Error, Result};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

/// A database of a test's own.
struct Place {
    db: Db,
    url: String,
    home: Home,
}

enum Home {
    File(TempDir),
    Server(String),
}

impl Place {
    async fn in_file() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("test.db").display());
        Self::open(url, Home::File(folder)).await
    }

    async fn on(server: String) -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("audit_{}_{number}", std::process::id());
        run(&server, &format!("CREATE DATABASE {name}")).await;
        let (base, _) = server.rsplit_once('/').unwrap();
        let url = format!("{base}/{name}");
        Self::open(url, Home::Server(server)).await
    }

    async fn open(url: String, home: Home) -> Self {
        let db = Db::connect(&url, &Options::default()).await.unwrap();
        audit::create_table(&db).await.unwrap();
        // It is there already.
        audit::create_table(&db).await.unwrap();
        Self { db, url, home }
    }

    async fn remove(self) {
        self.db.close().await;
        match self.home {
            Home::File(folder) => drop(folder),
            Home::Server(server) => {
                let (_, name) = self.url.rsplit_once('/').unwrap();
                let force = if server.starts_with("postgres") { " WITH (FORCE)" } else { "" };
                run(&server, &format!("DROP DATABASE {name}{force}")).await;
            }
        }
    }
}

async fn run(url: &str, sql: &str) {
    let db = Db::connect(url, &Options::default()).await.unwrap();
    batch(sql, &db).await.unwrap();
    db.close().await;
}

async fn on_each(test: impl AsyncFn(&Place)) {
    let mut places = vec![Place::in_file().await];
    let are_built = cfg!(all(feature = "postgres", feature = "mysql"));
    for variable in ["POSTGRES_URL", "MYSQL_URL"] {
        match std::env::var(variable) {
            Ok(server) if are_built => places.push(Place::on(server).await),
            _ => println!("{variable} is not set or not built: nothing is tested there"),
        }
    }
    for place in places {
        test(&place).await;
        place.remove().await;
    }
}

fn entry(number: usize) -> Entry {
    let mut entry = Entry::new("thing.change").by(number % 3).detail("number", number).unwrap();
    entry.method = Some("PUT".to_owned());
    entry.route = Some("/things/{id}".to_owned());
    entry.agent =
        number.is_multiple_of(2).then(|| "größer \u{1f980}\0 'than' \"all\"\\ ".to_owned());
    entry.status = Some(200);
    entry
}

async fn write(db: &Db, count: usize) {
    for number in 0..count {
        record(db, &entry(number)).await.unwrap();
    }
}

async fn rows(x: impl ordain::db::Executor) -> Vec<Row> {
    audit::list(x, &Filter { limit: 10_000, ..Filter::default() }).await.unwrap()
}

/// What the documentation says a hash is, written down once more.
fn hash(before: &str, row: &Row) -> String {
    let content = serde_json::to_string(&serde_json::json!([
        [row.seq, row.recorded_at, row.action, row.actor, row.means],
        [row.method, row.route, row.segments, row.address, row.agent],
        [row.status, row.request_id, row.details],
    ]))
    .unwrap();
    let digest = Sha256::digest(format!("{before}\n{content}"));
    digest.iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").unwrap();
        hex
    })
}

#[tokio::test]
async fn rows_are_chained_and_listed() {
    on_each(async |place| {
        let genesis = "0".repeat(64);
        let empty = Verdict::Whole { rows: 0, head: genesis.clone() };
        assert_eq!(verify(&place.db, None).await.unwrap(), empty);
        write(&place.db, 7).await;
        let rows = rows(&place.db).await;
        let mut before = genesis;
        for (at, row) in rows.iter().enumerate() {
            assert_eq!(row.seq, i64::try_from(at + 1).unwrap());
            assert_eq!(row.hash, hash(&before, row), "{row:?}");
            before.clone_from(&row.hash);
        }
        let whole = Verdict::Whole { rows: 7, head: before.clone() };
        assert_eq!(verify(&place.db, None).await.unwrap(), whole);
        assert_eq!(verify(&place.db, Some(&rows[2].hash)).await.unwrap(), whole);
        assert_eq!(rows[0].agent.as_deref(), Some("größer \u{1f980}\u{fffd} 'than' \"all\"\\ "));
        assert_eq!(rows[0].recorded_at.len(), "2026-01-31T12:00:00.123456Z".len());

        let listed = async |filter: Filter| {
            let rows = audit::list(&place.db, &filter).await.unwrap();
            rows.iter().map(|row| row.seq).collect::<Vec<_>>()
        };
        record(&place.db, &Entry::new("other.thing")).await.unwrap();
        let of_actor = Filter { actor: Some("1".to_owned()), ..Filter::default() };
        assert_eq!(listed(of_actor).await, [2, 5]);
        let of_action = Filter { action: Some("other.thing".to_owned()), ..Filter::default() };
        assert_eq!(listed(of_action).await, [8]);
        assert_eq!(listed(Filter { limit: 2, ..Filter::default() }).await, [7, 8]);
        let since = Some(rows[5].recorded_at.parse().unwrap());
        assert_eq!(listed(Filter { since, ..Filter::default() }).await, [6, 7, 8]);
    })
    .await;
}

#[tokio::test]
async fn a_row_in_a_transaction_goes_with_it() {
    on_each(async |place| {
        write(&place.db, 1).await;
        let lost: Result<()> = place
            .db
            .transaction(async |tx| {
                record(tx, &entry(1)).await?;
                Err(Error::conflict("on purpose"))
            })
            .await;
        assert!(lost.is_err());
        assert_eq!(rows(&place.db).await.len(), 1);
        place.db.transaction(async |tx| record(tx, &entry(2)).await).await.unwrap();
        assert!(matches!(verify(&place.db, None).await.unwrap(), Verdict::Whole { rows: 2, .. }));
    })
    .await;
}

#[tokio::test]
async fn a_log_without_its_head_takes_no_row() {
    on_each(async |place| {
        write(&place.db, 2).await;
        batch("DELETE FROM ordain_audit_head", &place.db).await.unwrap();
        // A start does not make it well either.
        audit::create_table(&place.db).await.unwrap();
        let error = record(&place.db, &entry(3)).await.unwrap_err();
        assert!(error.source_chain().contains("has lost its head"), "{error}");
        let Verdict::Broken { reason, .. } = verify(&place.db, None).await.unwrap() else {
            panic!("it is broken");
        };
        assert!(reason.contains("head"), "{reason}");
    })
    .await;
}

/// A generator that gives the same numbers for the same seed (`SplitMix64`).
struct Random(u64);

impl Random {
    fn below(&mut self, end: i64) -> i64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        i64::try_from((z ^ (z >> 31)) % u64::try_from(end).unwrap()).unwrap()
    }
}

const ROWS: i64 = 12;
const COLUMNS: [(&str, &str); 14] = [
    ("recorded_at", "'2020-01-01T00:00:00.000000Z'"),
    ("action", "'thing.chang'"),
    ("actor", "'77'"),
    ("actor", "NULL"),
    ("means", "''"),
    ("method", "'GET'"),
    ("route", "NULL"),
    ("segments", "'{\"id\":\"1\"}'"),
    ("address", "'10.0.0.1'"),
    ("agent", "'x'"),
    ("status", "403"),
    ("request_id", "''"),
    ("details", "'{}'"),
    ("hash", "'0000'"),
];

/// Does something to the log that nobody may do. Says which row is the first that is not as it was.
async fn tamper(tx: &Tx, random: &mut Random) -> (String, Option<i64>) {
    let row = 1 + random.below(ROWS);
    let (what, sql, first) = match random.below(7) {
        0..=1 => {
            let (column, value) = COLUMNS[usize::try_from(random.below(14)).unwrap()];
            let sql = format!("UPDATE ordain_audit SET {column} = {value} WHERE seq = {row}");
            (format!("{column} of row {row} is {value}"), vec![sql], row)
        }
        2 => {
            let sql = format!("DELETE FROM ordain_audit WHERE seq = {row}");
            (format!("row {row} is removed"), vec![sql], row)
        }
        3 => {
            let sql = format!("DELETE FROM ordain_audit WHERE seq >= {row}");
            (format!("the rows from {row} on are removed"), vec![sql], row)
        }
        4 => {
            // Removed, and the others moved up.
            let mut sql = vec![format!("DELETE FROM ordain_audit WHERE seq = {row}")];
            sql.extend(((row + 1)..=ROWS).map(|seq| move_row(seq, seq - 1)));
            (format!("row {row} is closed over"), sql, row)
        }
        5 => {
            let other = 1 + random.below(ROWS);
            if row == other {
                return (String::new(), None);
            }
            let sql = vec![move_row(row, 99), move_row(other, row), move_row(99, other)];
            (format!("rows {row} and {other} have changed places"), sql, row.min(other))
        }
        _ => {
            // Moved down, and one of the others put in between.
            let mut sql: Vec<String> =
                (row..=ROWS).rev().map(|seq| move_row(seq, seq + 1)).collect();
            sql.push(copy_row(if row == 1 { ROWS + 1 } else { 1 }, row));
            (format!("a row is added as {row}"), sql, row)
        }
    };
    for statement in sql {
        batch(&statement, tx).await.unwrap();
    }
    (what, Some(first))
}

fn move_row(from: i64, to: i64) -> String {
    format!("UPDATE ordain_audit SET seq = {to} WHERE seq = {from}")
}

fn copy_row(from: i64, to: i64) -> String {
    let columns = "recorded_at, action, actor, means, method, route, segments, address, agent, \
        status, request_id, details, hash";
    format!(
        "INSERT INTO ordain_audit (seq, {columns}) SELECT {to}, {columns} FROM ordain_audit WHERE \
         seq = {from}"
    )
}

#[tokio::test]
async fn whatever_is_done_to_a_row_is_found() {
    on_each(async |place| {
        write(&place.db, usize::try_from(ROWS).unwrap()).await;
        let whole = verify(&place.db, None).await.unwrap();
        for seed in 0..150 {
            let undone: Result<()> = place
                .db
                .transaction(async |tx| {
                    let before = rows(tx).await;
                    let (what, first) = tamper(tx, &mut Random(seed)).await;
                    let verdict = verify(tx, None).await?;
                    if before == rows(tx).await {
                        assert_eq!(verdict, whole, "seed {seed}: {what}");
                    } else {
                        let Verdict::Broken { seq, .. } = verdict else {
                            panic!("seed {seed} is not found: {what}");
                        };
                        assert_eq!(seq, first, "seed {seed}: {what}");
                    }
                    Err(Error::conflict("on purpose"))
                })
                .await;
            assert_eq!(undone.unwrap_err().status(), 409, "seed {seed}");
        }
        assert_eq!(verify(&place.db, None).await.unwrap(), whole);
    })
    .await;
}

#[tokio::test]
async fn rows_that_are_written_anew_miss_the_head_and_a_kept_hash() {
    on_each(async |place| {
        write(&place.db, 9).await;
        let Verdict::Whole { head: kept, .. } = verify(&place.db, None).await.unwrap() else {
            panic!("nothing was done to it");
        };
        // By somebody who knows how hashes are made.
        let mut forged = rows(&place.db).await;
        forged[4].actor = Some("innocent".to_owned());
        for at in 4..9 {
            forged[at].hash = hash(&forged[at - 1].hash.clone(), &forged[at]);
        }
        batch("UPDATE ordain_audit SET actor = 'innocent' WHERE seq = 5", &place.db).await.unwrap();
        for row in &forged[4..] {
            let sql =
                format!("UPDATE ordain_audit SET hash = '{}' WHERE seq = {}", row.hash, row.seq);
            batch(&sql, &place.db).await.unwrap();
        }
        let verdict = verify(&place.db, None).await.unwrap();
        assert!(matches!(verdict, Verdict::Broken { seq: Some(9), .. }), "{verdict:?}");

        let head = format!("UPDATE ordain_audit_head SET hash = '{}'", forged[8].hash);
        batch(&head, &place.db).await.unwrap();
        assert!(matches!(verify(&place.db, None).await.unwrap(), Verdict::Whole { .. }));
        let verdict = verify(&place.db, Some(&kept)).await.unwrap();
        let Verdict::Broken { seq: None, reason } = verdict else { panic!("{verdict:?}") };
        assert!(reason.contains(&kept), "{reason}");

        // Cut off, with the head.
        let cut = ["DELETE FROM ordain_audit WHERE seq > 3".to_owned(), {
            let hash = &forged[2].hash;
            format!("UPDATE ordain_audit_head SET seq = 3, hash = '{hash}'")
        }];
        for sql in cut {
            batch(&sql, &place.db).await.unwrap();
        }
        assert!(matches!(verify(&place.db, None).await.unwrap(), Verdict::Whole { rows: 3, .. }));
        let verdict = verify(&place.db, Some(&kept)).await.unwrap();
        assert!(matches!(verdict, Verdict::Broken { seq: None, .. }), "{verdict:?}");
    })
    .await;
}

const URL: &str = "ORDAIN_TEST_AUDIT_URL";
const WRITERS: usize = 8;
const EACH: usize = 15;

/// Eight writers, by themselves and in transactions.
async fn write_together(db: &Db) {
    let writers = (0..WRITERS).map(|writer| {
        let db = db.clone();
        tokio::spawn(async move {
            for number in 0..EACH {
                let entry = entry(number);
                if writer % 2 == 0 {
                    record(&db, &entry).await.unwrap();
                } else {
                    db.transaction(async |tx| record(tx, &entry).await).await.unwrap();
                }
            }
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 8)]
#[ignore = "what another process of the test below does"]
async fn writers_of_another_process() {
    let db = Db::connect(&std::env::var(URL).unwrap(), &Options::default()).await.unwrap();
    audit::create_table(&db).await.unwrap();
    write_together(&db).await;
    db.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 8)]
async fn threads_and_processes_write_one_chain() {
    on_each(async |place| {
        let mut others: Vec<std::process::Child> = (0..2)
            .map(|_| {
                std::process::Command::new(std::env::current_exe().unwrap())
                    .args(["--exact", "writers_of_another_process", "--ignored", "--nocapture"])
                    .env(URL, &place.url)
                    .spawn()
                    .unwrap()
            })
            .collect();
        write_together(&place.db).await;
        // Somebody who looks meanwhile sees nothing wrong.
        let verdict = verify(&place.db, None).await.unwrap();
        assert!(matches!(verdict, Verdict::Whole { .. }), "{verdict:?}");
        for other in &mut others {
            assert!(other.wait().unwrap().success(), "{}", place.url);
        }
        let expected = i64::try_from(3 * WRITERS * EACH).unwrap();
        let verdict = verify(&place.db, None).await.unwrap();
        assert!(
            matches!(verdict, Verdict::Whole { rows, .. } if rows == expected),
            "{}: {verdict:?}",
            place.url
        );
    })
    .await;
}
