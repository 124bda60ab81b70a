//! The table of all jobs, and every statement on it.
//!
//! Which job is tried again, and when, is decided elsewhere; here it is only written down.

use std::time::Duration;

use diesel::{Insertable, Queryable};

use super::spec::JobId;
pub(super) use crate::db::clock::{Millis, after, now};
use crate::db::own_table::{OwnTable, create_own_tables};
use crate::db::prelude::*;
use crate::error::Result;

diesel::table! {
    ordain_jobs (id) {
        id -> Text,
        name -> Text,
        queue -> Text,
        payload -> Text,
        origin -> Nullable<Text>,
        status -> Text,
        attempts -> Integer,
        max_attempts -> Integer,
        run_at -> BigInt,
        lock_by -> Nullable<Text>,
        lease_until -> Nullable<BigInt>,
        last_error -> Nullable<Text>,
        created_at -> BigInt,
        finished_at -> Nullable<BigInt>,
    }
}

diesel::alias!(ordain_jobs as due: Due);

const PENDING: &str = "pending";
const RUNNING: &str = "running";
const DONE: &str = "done";
const DEAD: &str = "dead";

/// What is kept of an error: enough to find it again, however long its text.
const LONGEST_ERROR: usize = 4096;

const TABLE: OwnTable = OwnTable {
    name: "ordain_jobs",
    columns: "
        id VARCHAR(26) NOT NULL PRIMARY KEY,
        name VARCHAR(255) NOT NULL,
        queue VARCHAR(255) NOT NULL,
        payload TEXT NOT NULL,
        origin TEXT,
        status VARCHAR(16) NOT NULL CHECK (status IN ('pending', 'running', 'done', 'dead')),
        attempts INTEGER NOT NULL,
        max_attempts INTEGER NOT NULL,
        run_at BIGINT NOT NULL,
        lock_by VARCHAR(255),
        lease_until BIGINT,
        last_error TEXT,
        created_at BIGINT NOT NULL,
        finished_at BIGINT",
    indexes: &[
        ("ordain_jobs_due", "status, queue, run_at, id"),
        ("ordain_jobs_leases", "status, lease_until"),
    ],
    ..OwnTable::NEW
};

/// Creates the table and its indexes where they are missing.
pub(super) async fn create(db: &Db) -> Result<()> {
    create_own_tables(db, &[TABLE]).await?;
    add_origin(db).await
}

/// A table that an earlier version has made does not say where a job comes from. Of two that add it at the same
/// time, one is refused.
async fn add_origin(db: &Db) -> Result<()> {
    let origins = ordain_jobs::table.select(ordain_jobs::origin).limit(1);
    if origins.load::<Option<String>>(db).await.is_ok() {
        return Ok(());
    }
    let added =
        diesel::sql_query("ALTER TABLE ordain_jobs ADD COLUMN origin TEXT").execute(db).await;
    match origins.load::<Option<String>>(db).await {
        Ok(_) => Ok(()),
        Err(_) => added.map(drop),
    }
}

/// A job to be stored.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = ordain_jobs)]
pub(super) struct NewJob {
    id: String,
    name: String,
    queue: String,
    payload: String,
    origin: Option<String>,
    status: &'static str,
    attempts: i32,
    max_attempts: i32,
    run_at: Millis,
    created_at: Millis,
}

impl NewJob {
    pub(super) fn new(
        id: JobId,
        (name, queue): (&str, &str),
        (payload, origin): (String, Option<String>),
        max_attempts: u32,
    ) -> Self {
        let now = now();
        Self {
            id: id.to_string(),
            name: name.to_owned(),
            queue: queue.to_owned(),
            payload,
            origin,
            status: PENDING,
            attempts: 0,
            max_attempts: i32::try_from(max_attempts).unwrap_or(i32::MAX),
            run_at: now,
            created_at: now,
        }
    }
}

pub(super) async fn insert(x: impl Executor, job: NewJob) -> Result<()> {
    diesel::insert_into(ordain_jobs::table).values(job).execute(x).await?;
    Ok(())
}

/// Who holds a job, and in which of its attempts: only the holder may say how it ended.
#[derive(Debug, Clone)]
pub(super) struct Hold {
    pub id: JobId,
    pub worker: String,
    pub attempt: u32,
}

/// A job that was taken to be run.
#[derive(Debug, Queryable)]
pub(super) struct Taken {
    pub id: String,
    pub name: String,
    pub payload: String,
    pub origin: Option<String>,
    pub attempts: i32,
    pub max_attempts: i32,
    pub run_at: Millis,
}

/// Takes up to `limit` jobs that are due, the longest due first. Taking one is an attempt.
pub(super) async fn take(
    db: &Db,
    queue: &str,
    limit: usize,
    (worker, lease): (&str, Duration),
) -> Result<Vec<Taken>> {
    let waiting = due
        .filter(due.field(ordain_jobs::status).eq(PENDING))
        .filter(due.field(ordain_jobs::queue).eq(queue.to_owned()))
        .filter(due.field(ordain_jobs::run_at).le(now()))
        .order((due.field(ordain_jobs::run_at), due.field(ordain_jobs::id)))
        .limit(i64::try_from(limit).unwrap_or(i64::MAX))
        .select(due.field(ordain_jobs::id));
    // An idle worker only reads: it never waits for those who write.
    if !waiting.clone().exists(db).await? {
        return Ok(Vec::new());
    }
    let until = after(lease);
    let mut taken: Vec<Taken> = db
        .transaction(async |tx| {
            let ids: Vec<String> = waiting.load(tx).await?;
            let free = ordain_jobs::table
                .filter(ordain_jobs::id.eq_any(ids.clone()))
                .filter(ordain_jobs::status.eq(PENDING));
            let claim = (
                ordain_jobs::status.eq(RUNNING),
                ordain_jobs::attempts.eq(ordain_jobs::attempts + 1),
                ordain_jobs::lock_by.eq(worker.to_owned()),
                ordain_jobs::lease_until.eq(until),
            );
            // Others may have been faster with some of them: what was taken is what is held now.
            diesel::update(free).set(claim).execute(tx).await?;
            let held = ordain_jobs::table
                .filter(ordain_jobs::id.eq_any(ids))
                .filter(ordain_jobs::status.eq(RUNNING))
                .filter(ordain_jobs::lock_by.eq(worker.to_owned()))
                .filter(ordain_jobs::lease_until.eq(until))
                .select((
                    ordain_jobs::id,
                    ordain_jobs::name,
                    ordain_jobs::payload,
                    ordain_jobs::origin,
                    ordain_jobs::attempts,
                    ordain_jobs::max_attempts,
                    ordain_jobs::run_at,
                ));
            held.load(tx).await
        })
        .await?;
    taken.sort_unstable_by(|a, b| (a.run_at, &a.id).cmp(&(b.run_at, &b.id)));
    Ok(taken)
}

/// How an attempt ended, as the table keeps it.
#[derive(Debug, Clone)]
pub(super) enum End {
    /// It succeeded.
    Done,
    /// It failed, and there is another at that time.
    Again(Millis, String),
    /// It failed, and there is none.
    Dead(String),
    /// It was given back: it never was an attempt.
    Returned,
}

/// Writes the end of an attempt. False if the job was not held any more.
pub(super) async fn end(db: &Db, hold: &Hold, end: &End) -> Result<bool> {
    let row = ordain_jobs::table
        .filter(ordain_jobs::id.eq(hold.id.to_string()))
        .filter(ordain_jobs::status.eq(RUNNING))
        .filter(ordain_jobs::lock_by.eq(hold.worker.clone()))
        .filter(ordain_jobs::attempts.eq(i32::try_from(hold.attempt).unwrap_or(i32::MAX)));
    let free =
        (ordain_jobs::lock_by.eq(None::<String>), ordain_jobs::lease_until.eq(None::<Millis>));
    let finished = ordain_jobs::finished_at.eq(Some(now()));
    let update = diesel::update(row);
    let changed = match end.clone() {
        End::Done => {
            let done = ordain_jobs::status.eq(DONE);
            let clear = ordain_jobs::last_error.eq(None::<String>);
            update.set((done, free, finished, clear)).execute(db).await
        }
        End::Again(at, error) => {
            let pending = (ordain_jobs::status.eq(PENDING), ordain_jobs::run_at.eq(at));
            let error = ordain_jobs::last_error.eq(Some(shortened(error)));
            update.set((pending, free, error)).execute(db).await
        }
        End::Dead(error) => {
            let dead = ordain_jobs::status.eq(DEAD);
            let error = ordain_jobs::last_error.eq(Some(shortened(error)));
            update.set((dead, free, finished, error)).execute(db).await
        }
        End::Returned => {
            let pending = ordain_jobs::status.eq(PENDING);
            let attempts = ordain_jobs::attempts.eq(ordain_jobs::attempts - 1);
            update.set((pending, free, attempts)).execute(db).await
        }
    };
    Ok(changed? > 0)
}

fn shortened(mut text: String) -> String {
    if text.len() > LONGEST_ERROR {
        let end = (0..=LONGEST_ERROR).rev().find(|end| text.is_char_boundary(*end));
        text.truncate(end.unwrap_or(0));
        text.push('…');
    }
    text
}

/// Holds the jobs for another while.
pub(super) async fn renew(db: &Db, held: &[JobId], worker: &str, lease: Duration) -> Result<()> {
    let update = diesel::update(
        ordain_jobs::table
            .filter(ordain_jobs::id.eq_any(texts(held)))
            .filter(ordain_jobs::status.eq(RUNNING))
            .filter(ordain_jobs::lock_by.eq(worker.to_owned())),
    )
    .set(ordain_jobs::lease_until.eq(after(lease)));
    update.execute(db).await?;
    Ok(())
}

/// Frees the jobs whose worker stopped renewing its lease, but for those in `held`, which this
/// process knows to run. Their attempt stays counted: what kills its process ends dead.
pub(super) async fn free_lost(db: &Db, held: &[JobId]) -> Result<usize> {
    let now = now();
    let lost = || {
        ordain_jobs::table
            .filter(ordain_jobs::status.eq(RUNNING))
            .filter(ordain_jobs::lease_until.lt(now))
            .filter(ordain_jobs::id.ne_all(texts(held)))
    };
    if !lost().exists(db).await? {
        return Ok(0);
    }
    let free = || {
        (
            ordain_jobs::lock_by.eq(None::<String>),
            ordain_jobs::lease_until.eq(None::<Millis>),
            ordain_jobs::last_error.eq(Some("its worker was lost: the process ended or hung")),
        )
    };
    let spent = lost().filter(ordain_jobs::attempts.ge(ordain_jobs::max_attempts));
    let dead = (ordain_jobs::status.eq(DEAD), ordain_jobs::finished_at.eq(Some(now)));
    let dead = diesel::update(spent).set((dead, free())).execute(db).await?;
    let left = lost().filter(ordain_jobs::attempts.lt(ordain_jobs::max_attempts));
    let again = diesel::update(left).set((ordain_jobs::status.eq(PENDING), free()));
    Ok(dead + again.execute(db).await?)
}

/// Gives back everything that the worker holds, without the cost of an attempt.
pub(super) async fn give_back(db: &Db, worker: &str) -> Result<usize> {
    let update = diesel::update(
        ordain_jobs::table
            .filter(ordain_jobs::status.eq(RUNNING))
            .filter(ordain_jobs::lock_by.eq(worker.to_owned())),
    )
    .set((
        ordain_jobs::status.eq(PENDING),
        ordain_jobs::attempts.eq(ordain_jobs::attempts - 1),
        ordain_jobs::lock_by.eq(None::<String>),
        ordain_jobs::lease_until.eq(None::<Millis>),
    ));
    update.execute(db).await
}

/// The queues in which something waits or runs.
pub(super) async fn queues(db: &Db) -> Result<Vec<String>> {
    let busy = ordain_jobs::table
        .filter(ordain_jobs::status.eq_any([PENDING, RUNNING]))
        .select(ordain_jobs::queue)
        .distinct();
    busy.load(db).await
}

fn texts(ids: &[JobId]) -> Vec<String> {
    ids.iter().map(ToString::to_string).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_error_is_cut_between_two_letters() {
        assert_eq!(shortened("short".to_owned()), "short");
        let long = shortened("ü".repeat(LONGEST_ERROR));
        assert_eq!(long.len(), LONGEST_ERROR + '…'.len_utf8());
        let long = shortened(format!("a{}", "ü".repeat(LONGEST_ERROR)));
        assert_eq!(long.len(), LONGEST_ERROR - 1 + '…'.len_utf8());
    }
}
