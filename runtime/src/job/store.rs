//! The application's database as a store of apalis: its `Persistence`.
//!
//! No error leaves this file: apalis ends a worker for good at the first one. What fails is logged
//! and done again.

use std::collections::{HashMap, HashSet};
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use apalis_core::backend::TaskResult;
use apalis_core::backend::persistence::{Persistence, TaskEvent};
use apalis_core::task::builder::TaskBuilder;
use apalis_core::task::status::Status;
use apalis_core::task::{Task, task_id::TaskId};
use apalis_core::worker::context::WorkerContext;

use super::bell::Bell;
use super::spec::{JobId, JobSpec};
use super::table::{self, End, Hold, NewJob, Taken};
use crate::db::Db;

/// A taken job, as it travels through the worker.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    pub id: JobId,
    pub spec: &'static JobSpec,
    pub payload: String,
    pub origin: Option<String>,
    pub attempt: u32,
    pub max_attempts: u32,
}

/// What all stores of one process share.
pub(super) struct Shared {
    pub db: Db,
    /// The name of this process's workers: `host/pid/ulid`.
    pub worker: String,
    pub lease: Duration,
    pub specs: HashMap<&'static str, &'static JobSpec>,
    held: Mutex<HashMap<JobId, Held>>,
    unknown: Mutex<HashSet<String>>,
}

#[derive(Debug)]
struct Held {
    queue: Arc<str>,
    spec: &'static JobSpec,
    attempt: u32,
    max_attempts: u32,
}

impl Shared {
    pub(super) fn new(
        db: Db,
        worker: String,
        lease: Duration,
        specs: HashMap<&'static str, &'static JobSpec>,
    ) -> Self {
        Self { db, worker, lease, specs, held: Mutex::default(), unknown: Mutex::default() }
    }

    /// The jobs that this process runs.
    pub(super) fn held(&self) -> Vec<JobId> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner).keys().copied().collect()
    }

    fn count(&self, queue: &str) -> usize {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.values().filter(|held| *held.queue == *queue).count()
    }

    fn hold(&self, claim: &Claim, queue: &Arc<str>) {
        let Claim { id, spec, attempt, max_attempts, .. } = *claim;
        let held = Held { queue: Arc::clone(queue), spec, attempt, max_attempts };
        self.held.lock().unwrap_or_else(PoisonError::into_inner).insert(id, held);
    }

    fn drop_hold(&self, id: JobId) {
        self.held.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
    }

    fn hold_of(&self, id: JobId, attempt: u32) -> Hold {
        Hold { id, worker: self.worker.clone(), attempt }
    }

    /// Whether the name was not met before.
    fn is_news(&self, name: &str) -> bool {
        self.unknown.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned())
    }
}

/// The jobs of one queue.
#[derive(Clone)]
pub(super) struct Store {
    pub shared: Arc<Shared>,
    pub queue: Arc<str>,
    /// How many of them run at once.
    pub concurrency: usize,
    pub bell: Arc<Bell>,
}

impl Store {
    async fn take(&self) -> crate::error::Result<Vec<Claim>> {
        let shared = &self.shared;
        loop {
            let free = self.concurrency.saturating_sub(shared.count(&self.queue));
            if free == 0 {
                return Ok(Vec::new());
            }
            let by = (shared.worker.as_str(), shared.lease);
            let taken = table::take(&shared.db, &self.queue, free, by).await?;
            let none = taken.is_empty();
            let mut claims = Vec::with_capacity(taken.len());
            for job in taken {
                claims.extend(self.claim(job).await);
            }
            if none || !claims.is_empty() {
                return Ok(claims);
            }
        }
    }

    /// The job with what it declares; dead when nothing of its name is compiled in.
    async fn claim(&self, job: Taken) -> Option<Claim> {
        let Ok(id) = job.id.parse() else {
            tracing::error!(id = job.id, "a row of ordain_jobs has no ULID for its id");
            return None;
        };
        let attempt = u32::try_from(job.attempts).unwrap_or(0);
        let Some(spec) = self.shared.specs.get(job.name.as_str()).copied() else {
            self.bury(&job.name, self.shared.hold_of(id, attempt)).await;
            return None;
        };
        let max_attempts = u32::try_from(job.max_attempts).unwrap_or(0);
        let Taken { payload, origin, .. } = job;
        let claim = Claim { id, spec, payload, origin, attempt, max_attempts };
        self.shared.hold(&claim, &self.queue);
        Some(claim)
    }

    async fn bury(&self, name: &str, hold: Hold) {
        if self.shared.is_news(name) {
            tracing::error!(job = name, "no job of this name is compiled in: its jobs are dead");
        }
        let error = format!("no job named `{name}` is compiled in; was it renamed or removed?");
        self.write_end(&hold, &End::Dead(error)).await;
    }

    async fn write_end(&self, hold: &Hold, end: &End) {
        let db = &self.shared.db;
        let was_held = until_stored(hold.id, || table::end(db, hold, end)).await;
        if !was_held {
            tracing::warn!(id = %hold.id, "a job was given to another worker meanwhile");
        }
    }

    async fn finish(&self, id: JobId, end: impl FnOnce(&Held) -> End) {
        let found = {
            let held = self.shared.held.lock().unwrap_or_else(PoisonError::into_inner);
            held.get(&id).map(|held| (held.attempt, end(held)))
        };
        let Some((attempt, end)) = found else { return };
        self.write_end(&self.shared.hold_of(id, attempt), &end).await;
        self.shared.drop_hold(id);
    }
}

impl Held {
    fn end(&self, id: JobId, result: TaskResult<()>) -> End {
        match result.result {
            Ok(()) => End::Done,
            Err(error) if result.status == Status::Killed || self.attempt >= self.max_attempts => {
                End::Dead(error)
            }
            Err(error) => {
                let delay = self.spec.backoff().delay(self.attempt, id.seed());
                End::Again(table::after(delay), error)
            }
        }
    }
}

impl Persistence for Store {
    type Compact = Claim;
    type Response = ();
    type Error = Infallible;

    async fn register(&mut self, worker: &WorkerContext) -> Result<(), Infallible> {
        self.heartbeat(worker).await
    }

    /// Frees what lost workers held. The leases of this process are not renewed here: apalis stops
    /// its heartbeat while a worker drains, see `keeper`.
    async fn heartbeat(&mut self, _: &WorkerContext) -> Result<(), Infallible> {
        match table::free_lost(&self.shared.db, &self.shared.held()).await {
            Ok(0) => {}
            Ok(count) => {
                tracing::warn!(count, "jobs of lost workers are free again");
                self.bell.ring();
            }
            Err(error) => tracing::error!(%error, "the jobs of lost workers cannot be freed yet"),
        }
        Ok(())
    }

    async fn fetch_next(&mut self, _: &WorkerContext) -> Result<Vec<Task<Claim>>, Infallible> {
        let claims = self.take().await.unwrap_or_else(|error| {
            tracing::error!(queue = %self.queue, %error, "no job can be taken for now");
            Vec::new()
        });
        Ok(claims.into_iter().map(into_task).collect())
    }

    async fn reenqueue_abandoned(
        &mut self,
        tasks: Vec<Task<Claim>>,
        _: &WorkerContext,
    ) -> Result<u64, Infallible> {
        for task in &tasks {
            self.finish(task.args.id, |_| End::Returned).await;
        }
        Ok(tasks.len() as u64)
    }

    async fn handle_events(
        &mut self,
        events: Vec<TaskEvent<()>>,
        _: &WorkerContext,
    ) -> Result<(), Infallible> {
        for event in events {
            match event {
                TaskEvent::Complete(result) => {
                    let Some(id) = job_id(&result.task_id) else { continue };
                    self.finish(id, |held| held.end(id, result)).await;
                }
                TaskEvent::Release { task_id } => {
                    let Some(id) = job_id(&task_id) else { continue };
                    self.finish(id, |_| End::Returned).await;
                }
                // Taking a job locks it, and nobody cancels one yet.
                _ => {}
            }
        }
        Ok(())
    }

    async fn push_tasks(&mut self, tasks: Vec<Task<Claim>>) -> Result<(), Infallible> {
        for task in tasks {
            let Claim { id, spec, payload, origin, max_attempts, .. } = task.args;
            let place = (spec.name(), &*self.queue);
            let job = NewJob::new(id, place, (payload, origin), max_attempts);
            let db = &self.shared.db;
            until_stored(id, || table::insert(db, job.clone())).await;
        }
        self.bell.ring();
        Ok(())
    }
}

/// Writes, however long the database is away.
async fn until_stored<T, F>(id: JobId, write: impl Fn() -> F) -> T
where
    F: Future<Output = crate::error::Result<T>>,
{
    let mut pause = Duration::from_millis(50);
    loop {
        match write().await {
            Ok(written) => return written,
            Err(error) => tracing::error!(%id, %error, "what became of a job is not stored yet"),
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(Duration::from_secs(5));
    }
}

fn into_task(claim: Claim) -> Task<Claim> {
    let Claim { id, attempt, max_attempts, .. } = claim;
    TaskBuilder::new(claim)
        .task_id(TaskId::from_ulid(id.ulid()))
        // apalis counts the attempt itself when the job starts.
        .attempt(attempt.saturating_sub(1) as usize)
        .max_attempts(max_attempts as usize)
        .build()
}

fn job_id(id: &TaskId) -> Option<JobId> {
    id.as_ulid().map(JobId::from)
}
