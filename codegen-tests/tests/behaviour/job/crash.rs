//! Processes that are killed, or kill themselves. The other process is this test program again, told
//! by its environment to be a child.

use std::process::{Child, Command, Stdio};

use ordain::job;

use super::*;

const ROLE: &str = "ORDAIN_TEST_ROLE";
const FILE: &str = "ORDAIN_TEST_FILE";

#[job(queue = "effects", retries = 9, backoff = "fixed 10ms")]
async fn effect(name: String, db: Db) -> Result<()> {
    tokio::time::sleep(Duration::from_millis(5)).await;
    let insert = diesel::sql_query("INSERT INTO effects (name) VALUES (?)");
    insert.bind::<Text, _>(name).execute(&db).await?;
    Ok(())
}

#[job(queue = "poison", retries = 2, backoff = "fixed 10ms")]
async fn poison(_: (), db: Db) -> Result<()> {
    sql(&db, "INSERT INTO effects (name) VALUES ('poison')").await;
    std::process::abort()
}

/// What the child does. As an ordinary test, with no role, nothing.
#[test]
fn child() {
    let (Ok(role), Ok(file)) = (std::env::var(ROLE), std::env::var(FILE)) else { return };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let db =
            Db::connect(&format!("sqlite:{file}"), &ordain::db::Options::default()).await.unwrap();
        if role == "queue" {
            effect::enqueue(&db, "queued by the child".to_owned()).await.unwrap();
        } else {
            std::mem::forget(start(&db, QUICK).await);
        }
        std::future::pending::<()>().await;
    });
}

fn spawn(place: &Place, role: &str) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "job::crash::child", "--nocapture"])
        .env(ROLE, role)
        .env(FILE, place.dir.path().join("jobs.db"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

async fn place_with_effects() -> Place {
    let place = place().await;
    sql(&place.db, "CREATE TABLE effects (name TEXT NOT NULL)").await;
    place
}

#[derive(diesel::QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

async fn effects(db: &Db) -> Vec<String> {
    let query = diesel::sql_query("SELECT name FROM effects ORDER BY rowid");
    let names: Vec<Name> = query.load(db).await.unwrap();
    names.into_iter().map(|row| row.name).collect()
}

fn kill(mut child: Child) {
    child.kill().unwrap();
    child.wait().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_survives_the_process_that_queued_it() {
    let place = place_with_effects().await;
    let child = spawn(&place, "queue");
    until("queued", || async { !rows(&place.db).await.is_empty() }).await;
    kill(child);
    assert!(effects(&place.db).await.is_empty());
    let child = spawn(&place, "work");
    until("done", || async { rows(&place.db).await[0].status == "done" }).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(effects(&place.db).await, ["queued by the child"]);
    assert_eq!(rows(&place.db).await[0].attempts, 1);
    kill(child);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_kills_its_process_is_dead_after_its_attempts() {
    let place = place_with_effects().await;
    let db = &place.db;
    let id = poison::enqueue(db, ()).await.unwrap();
    let mut deaths = 0;
    while row(db, id).await.status != "dead" {
        let mut child = spawn(&place, "work");
        until("the child died, or the job", || {
            let died = child.try_wait().unwrap().is_some();
            async move { died || row(db, id).await.status == "dead" }
        })
        .await;
        if child.try_wait().unwrap().is_some() {
            deaths += 1;
        } else {
            kill(child);
        }
        assert!(deaths <= 3);
    }
    let dead = row(db, id).await;
    assert_eq!((deaths, dead.attempts), (3, 3));
    assert!(dead.last_error.unwrap().contains("its worker was lost"));
    assert_eq!(effects(db).await, ["poison", "poison", "poison"]);
    let child = spawn(&place, "work");
    let later = effect::enqueue(db, "later".to_owned()).await.unwrap();
    status(db, later, "done").await;
    assert_eq!(row(db, id).await.status, "dead");
    kill(child);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_job_happens_while_workers_are_killed_at_random() {
    let place = place_with_effects().await;
    let db = &place.db;
    let count = 300;
    db.transaction(async |tx| {
        for i in 0..count {
            effect::enqueue(tx, format!("{i}")).await?;
        }
        Ok::<_, ordain::Error>(())
    })
    .await
    .unwrap();
    let mut children = [spawn(&place, "work"), spawn(&place, "work")];
    let mut round = 0;
    while rows(db).await.iter().any(|row| row.status != "done") {
        tokio::time::sleep(Duration::from_millis(60 + round * 37 % 90)).await;
        let victim = &mut children[usize::from(round % 2 == 0)];
        kill(std::mem::replace(victim, spawn(&place, "work")));
        round += 1;
        assert!(
            round < 400,
            "{:?}",
            rows(db).await.iter().filter(|row| row.status != "done").count()
        );
    }
    children.into_iter().for_each(kill);
    assert!(round > 3, "the workers were too quick to be killed");
    let mut names = effects(db).await;
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count);
    assert!(rows(db).await.iter().all(|row| row.attempts <= 10));
}
