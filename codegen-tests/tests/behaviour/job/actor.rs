//! On whose behalf a job runs, in a program without accounts.

use ordain::audit::{self, Entry, Filter};
use ordain::db::Tx;
use ordain::job;
use ordain::job::JobContext;
use ordain::policy::{Acting, Actor, Means};

use super::*;
use crate::policy::{Permission, Role};

fn named(actor: &Actor) -> String {
    let roles: Vec<_> = actor.roles().map(|role| role.name).collect();
    format!("{} {} {}", actor.id, actor.means(), roles.join("+"))
}

#[job(retries = 0)]
async fn whoever(line: String, actor: Option<Actor>, cx: JobContext, log: Arc<Log>) {
    let actor = actor.as_ref().map(named);
    assert_eq!(actor, cx.origin().acting.actor().map(named));
    log.add(format!("{line}: {}", actor.unwrap_or_else(|| cx.origin().acting.to_string())));
}

/// What it queues acts for the same one.
#[job(retries = 0)]
async fn outer(line: String, db: Db) -> Result<()> {
    whoever::enqueue(&db, line).await?;
    Ok(())
}

#[job(retries = 3, backoff = "fixed 1ms")]
async fn somebody(line: String, actor: Actor, log: Arc<Log>) {
    log.add(format!("{line}: {}", named(&actor)));
}

#[job(retries = 3, backoff = "fixed 1ms", policy = Permission::EditAnyPost)]
async fn guarded(line: String, log: Arc<Log>) {
    log.add(line);
}

#[job(policy = any(Role::Admin, all(Role::Author, not(Role::Editor))))]
async fn composed(line: String, log: Arc<Log>) {
    log.add(line);
}

fn actor(role: Role) -> Actor {
    Actor::new(7, role).by(Means::Token)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_runs_on_behalf_of_the_one_who_is_named_and_so_does_what_it_queues() {
    let Place { db, .. } = &place().await;
    let (workers, log) = start(db, QUICK).await;
    whoever::enqueue(db, "plain".to_owned()).await.unwrap();
    log.wait("plain: nobody").await;
    let author = actor(Role::Author);
    whoever::as_actor(&author).enqueue(db, "named".to_owned()).await.unwrap();
    log.wait("named: 7 bearer token Author").await;
    outer::as_actor(&author).enqueue(db, "inner".to_owned()).await.unwrap();
    log.wait("inner: 7 bearer token Author").await;
    outer::as_application().enqueue(db, "inner".to_owned()).await.unwrap();
    log.wait("inner: the application").await;
    outer::as_nobody().enqueue(db, "nobody's".to_owned()).await.unwrap();
    log.wait("nobody's: nobody").await;
    workers.shutdown(Duration::from_secs(5)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_of_a_transaction_keeps_who_queued_it() {
    let Place { db, .. } = &place().await;
    let (workers, log) = start(db, QUICK).await;
    let author = actor(Role::Author);
    let queue =
        async |tx: &Tx| whoever::as_actor(&author).enqueue(tx, "committed".to_owned()).await;
    db.transaction(async |tx| queue(tx).await).await.unwrap();
    log.wait("committed: 7 bearer token Author").await;
    workers.shutdown(Duration::from_secs(5)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_takes_an_actor_is_dead_without_one() {
    let Place { db, .. } = &place().await;
    let (workers, log) = start(db, QUICK).await;
    somebody::as_actor(&actor(Role::Reader)).enqueue(db, "is".to_owned()).await.unwrap();
    log.wait("is: 7 bearer token Reader").await;
    for (job, by) in
        [(somebody::as_nobody(), "nobody"), (somebody::as_application(), "the application")]
    {
        let id = job.enqueue(db, "is not".to_owned()).await.unwrap();
        let row = status(db, id, "dead").await;
        assert_eq!(row.attempts, 1, "it is not tried again");
        let error = row.last_error.unwrap();
        let expected = format!("it takes an `Actor`, and it was queued on behalf of {by}, or");
        assert!(error.starts_with(&expected), "{error}");
    }
    assert_eq!(log.lines().len(), 1);
    workers.shutdown(Duration::from_secs(5)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_policy_is_asked_before_the_job_runs() {
    let Place { db, .. } = &place().await;
    let (workers, log) = start(db, QUICK).await;
    let editor = actor(Role::Editor);
    guarded::as_actor(&editor).enqueue(db, "editor".to_owned()).await.unwrap();
    log.wait("editor").await;
    guarded::as_application().enqueue(db, "application".to_owned()).await.unwrap();
    log.wait("application").await;
    let author = actor(Role::Author);
    for (job, why) in [
        (guarded::as_nobody(), "a caller who is not signed in"),
        (guarded::as_actor(&author), "actor 7 with `Role::Author`: `Permission::EditAnyPost` is"),
        // A credential may have less than its bearer.
        (guarded::as_actor(&editor.limited_to([])), "is none of the scopes of the credential"),
    ] {
        let id = job.enqueue(db, "refused".to_owned()).await.unwrap();
        let row = status(db, id, "dead").await;
        let error = row.last_error.unwrap();
        assert_eq!(row.attempts, 1, "it is not tried again");
        assert!(error.contains("it may not run") && error.contains(why), "{error}");
    }
    composed::as_actor(&author).enqueue(db, "author".to_owned()).await.unwrap();
    log.wait("author").await;
    let reader = actor(Role::Reader);
    let id = composed::as_actor(&reader).enqueue(db, "reader".to_owned()).await.unwrap();
    status(db, id, "dead").await;
    assert_eq!(log.lines(), ["editor", "application", "author"]);
    workers.shutdown(Duration::from_secs(5)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_whose_origin_cannot_be_read_runs_for_nobody_at_all() {
    let Place { db, .. } = &place().await;
    sql(
        db,
        "INSERT INTO ordain_jobs (id, name, queue, payload, origin, status, attempts, max_attempts, \
         run_at, created_at) VALUES ('01ARZ3NDEKTSV4RRFFQ69G5FAV', \
         'behaviour::job::actor::whoever', 'default', '\"x\"', '{\"by\":\"root\"}', 'pending', 0, 1, \
         0, 0)",
    )
    .await;
    let (workers, log) = start(db, QUICK).await;
    until("it is dead", || async { rows(db).await[0].status == "dead" }).await;
    let error = rows(db).await.remove(0).last_error.unwrap();
    assert!(error.contains("on whose behalf it was queued cannot be read"), "{error}");
    assert!(log.lines().is_empty());
    workers.shutdown(Duration::from_secs(5)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_of_an_earlier_version_is_completed() {
    let Place { db, .. } = &place().await;
    sql(db, "ALTER TABLE ordain_jobs DROP COLUMN origin").await;
    sql(
        db,
        "INSERT INTO ordain_jobs (id, name, queue, payload, status, attempts, max_attempts, run_at, \
         created_at) VALUES ('01ARZ3NDEKTSV4RRFFQ69G5FAV', 'behaviour::job::actor::whoever', \
         'default', '\"old\"', 'pending', 0, 1, 0, 0)",
    )
    .await;
    ordain::job::create_table(db).await.unwrap();
    ordain::job::create_table(db).await.unwrap();
    let (workers, log) = start(db, QUICK).await;
    log.wait("old: nobody").await;
    workers.shutdown(Duration::from_secs(5)).await;
}

#[job(retries = 0)]
async fn audited(action: String, db: Db) -> Result<()> {
    audit::record(&db, &Entry::new(action)).await?;
    audit::record(&db, &Entry::new("said").by(1)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_audit_log_is_told_who_acts_and_where() {
    let Place { db, .. } = &place().await;
    audit::create_table(db).await.unwrap();
    let (workers, _) = start(db, QUICK).await;
    for (job, action) in [
        (audited::as_actor(&actor(Role::Author)), "of.actor"),
        (audited::as_application(), "of.application"),
        (audited::as_nobody(), "of.nobody"),
    ] {
        let id = job.enqueue(db, action.to_owned()).await.unwrap();
        status(db, id, "done").await;
    }
    audit::record(db, &Entry::new("outside")).await.unwrap();
    let filter = Filter { since: None, action: None, actor: None, limit: 100 };
    let rows = audit::list(db, &filter).await.unwrap();
    let of = |action: &str| {
        let row = rows.iter().find(|row| row.action == action).unwrap();
        let told = [&row.actor, &row.means, &row.method, &row.route];
        told.map(|text| text.clone().unwrap_or_default())
    };
    let name = "behaviour::job::actor::audited";
    assert_eq!(of("of.actor"), ["7", "bearer token", "job", name]);
    assert_eq!(of("of.application"), ["", "application", "job", name]);
    assert_eq!(of("of.nobody"), ["", "", "job", name]);
    assert_eq!(of("said"), ["1", "", "job", name]);
    assert_eq!(of("outside"), [""; 4]);
    assert!(matches!(ordain::policy::origin().acting, Acting::Nobody));
    workers.shutdown(Duration::from_secs(5)).await;
}
