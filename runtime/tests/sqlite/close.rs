//! What is left when a database, a thread or the whole process ends.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use ordain::db::{Db, Options, RunQuery, prelude::*};

use super::{Place, SCHEMA, add, notes, place, slug, sql, url};

/// The descriptors of this process that are open on the database.
fn open_files(dir: &Path) -> usize {
    let links = std::fs::read_dir("/proc/self/fd").unwrap();
    let files = links.filter_map(|link| std::fs::read_link(link.ok()?.path()).ok());
    files.filter(|file| file.starts_with(dir)).count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn closing_ends_the_connections_of_every_thread() {
    let Place { db, dir } = place().await;
    let id = add(&db, "a").await.unwrap();
    let tasks: Vec<_> = (0..16)
        .map(|_| {
            let db = db.clone();
            tokio::spawn(async move {
                for _ in 0..200 {
                    slug(&db, id).await.unwrap();
                    tokio::task::yield_now().await;
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    assert!(dir.path().join("notes.db-wal").exists());
    db.close().await;
    assert_eq!(open_files(dir.path()), 0);
    assert!(!dir.path().join("notes.db-wal").exists());
    assert_eq!(slug(&db, id).await.unwrap_err().status(), 503);
}

#[test]
fn a_thread_that_ends_and_a_handle_that_is_dropped_take_their_connections_along() {
    let dir = tempfile::tempdir().unwrap();
    let runtime = || tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let main = runtime();
    let db = main.block_on(Db::connect(&url(dir.path()), &Options::default())).unwrap();
    main.block_on(async {
        sql(SCHEMA, &db).await.unwrap();
        add(&db, "a").await.unwrap();
    });
    let before = open_files(dir.path());
    let during: Vec<usize> = (0..10)
        .map(|_| {
            let (reader, path) = (db.clone(), dir.path().to_owned());
            let thread = std::thread::spawn(move || {
                runtime().block_on(async {
                    for _ in 0..100 {
                        slug(&reader, 1).await.unwrap();
                    }
                });
                open_files(&path)
            });
            thread.join().unwrap()
        })
        .collect();
    assert!(during[0] > before, "it had a connection of its own");
    // SQLite keeps a descriptor of a closed connection for the next one, while there are others.
    assert_eq!(during[9], during[0]);
    main.block_on(async {
        for _ in 0..100 {
            slug(&db, 1).await.unwrap();
        }
    });
    drop(db);
    let since = Instant::now();
    while open_files(dir.path()) > 0 {
        assert!(since.elapsed() < Duration::from_secs(5), "{} are open", open_files(dir.path()));
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// The variable that makes the next test the process that is killed.
const VICTIM: &str = "ORDAIN_TEST_VICTIM";

#[test]
fn what_was_answered_survives_a_kill() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    if let Ok(folder) = std::env::var(VICTIM) {
        runtime.block_on(write_for_ever(Path::new(&folder)));
    }
    let dir = tempfile::tempdir().unwrap();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "close::what_was_answered_survives_a_kill", "--nocapture"])
        .env(VICTIM, dir.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut answered = Vec::new();
    for line in lines.map_while(std::result::Result::ok) {
        if let Some(slug) = line.strip_prefix("kept ") {
            answered.push(slug.to_owned());
        }
        if answered.len() == 500 {
            child.kill().unwrap();
        }
    }
    child.wait().unwrap();
    assert!(answered.len() >= 500);
    runtime.block_on(async {
        let db = Db::connect(&url(dir.path()), &Options::default()).await.unwrap();
        let kept: Vec<String> = notes::table.select(notes::slug).load(&db).await.unwrap();
        let kept: std::collections::HashSet<String> = kept.into_iter().collect();
        assert!(answered.iter().all(|slug| kept.contains(slug)));
    });
}

async fn write_for_ever(folder: &Path) -> ! {
    let db = Db::connect(&url(folder), &Options::default()).await.unwrap();
    sql(SCHEMA, &db).await.unwrap();
    for task in 0..32 {
        let db = db.clone();
        tokio::spawn(async move {
            for n in 0.. {
                let slug = format!("{task}-{n}");
                add(&db, &slug).await.unwrap();
                println!("kept {slug}");
            }
        });
    }
    std::future::pending().await
}
