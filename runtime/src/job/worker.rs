//! The workers of a process: one for each queue, all started and stopped together.
//!
//! They never take a job that they could not hold: leases are renewed on a thread of their own.

use std::collections::{BTreeSet, HashMap};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use apalis_core::error::WorkerError;
use apalis_core::worker::builder::WorkerBuilder;
use apalis_core::worker::context::WorkerContext;
use apalis_core::worker::ext::ack::AcknowledgementExt;
use apalis_core::worker::ext::parallelize::ParallelizeExt;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use ulid::Ulid;

use super::attempt::{Report, Runner, message};
use super::bell::Bell;
use super::context::{Attempt, JobContext};
use super::lane::Lane;
use super::spec::{JobId, JobSpec, specs};
use super::store::{Shared, Store};
use super::table;
use crate::config;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::policy::{Acting, Actor, Origin};
use crate::work::State;

/// How the workers of a process work.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Whether this process runs jobs at all; it can always queue them.
    pub enabled: bool,
    /// How many jobs of one queue run at once.
    pub concurrency: usize,
    /// How often a queue is looked into when nothing wakes its worker: for what other processes
    /// queued, and for what has become due.
    pub poll: Duration,
    /// How long a job stays with a worker that shows no sign of life.
    pub lease: Duration,
}

impl From<&config::Jobs> for Settings {
    fn from(jobs: &config::Jobs) -> Self {
        let config::Jobs { enabled, concurrency, poll, lease } = *jobs;
        Self { enabled, concurrency, poll, lease }
    }
}

impl Settings {
    fn check(&self) -> Result<()> {
        let wrong = [
            ("concurrency", self.concurrency == 0),
            ("poll", self.poll.is_zero()),
            ("lease", self.lease < SHORTEST_LEASE),
        ];
        match wrong.iter().find(|(_, wrong)| *wrong) {
            Some((name, _)) => {
                Err(Error::internal(format!("the `{name}` of the jobs is too small")))
            }
            None => Ok(()),
        }
    }
}

/// A shorter lease would end while it is being renewed.
const SHORTEST_LEASE: Duration = Duration::from_millis(300);

/// What the workers may still do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Phase {
    /// Take jobs and run them.
    Work,
    /// Run what was taken.
    Drain,
    /// Drop what runs.
    Cut,
    /// Nothing is left.
    Over,
}

/// Waits for a phase, or for the end of who decides on it.
pub(super) async fn reached(phases: &mut watch::Receiver<Phase>, at: Phase) {
    let _ = phases.wait_for(|phase| *phase >= at).await;
}

/// How long after its cut a job may take to stop: a future stops at once, a blocked thread never.
const GRACE: Duration = Duration::from_millis(500);

/// How long giving jobs back may take when the database does not answer.
const PARTING: Duration = Duration::from_secs(2);

/// The running workers of this process.
#[must_use = "without `shutdown` running jobs are cut off, and come back only when their leases end"]
pub struct Workers {
    shared: Arc<Shared>,
    phase: watch::Sender<Phase>,
    lanes: JoinSet<()>,
}

impl Workers {
    /// Starts one worker for each queue that a job declares or that has stored jobs.
    ///
    /// # Errors
    ///
    /// When two jobs have one name, a job needs a resource that is not there, or the database does
    /// not answer.
    pub async fn start(db: &Db, settings: Settings, state: State) -> Result<Self> {
        settings.check()?;
        let specs = by_name()?;
        for spec in specs.values() {
            spec.check(&probe(spec, db, &state))?;
        }
        let worker = format!("{}/{}/{}", host(), std::process::id(), Ulid::generate());
        let shared = Arc::new(Shared::new(db.clone(), worker, settings.lease, specs));
        let (phase, watched) = watch::channel(Phase::Work);
        let mut lanes = JoinSet::new();
        if settings.enabled {
            let runner = Runner { db: db.clone(), state, phase: watched.clone() };
            for queue in queues(&shared).await? {
                lanes.spawn(work(Arc::clone(&shared), queue.into(), settings, runner.clone()));
            }
            if !lanes.is_empty() {
                keep(Arc::clone(&shared), watched)?;
            }
        }
        Ok(Self { shared, phase, lanes })
    }

    /// Takes no further job, lets those that run finish within `limit`, and gives back the rest:
    /// they run again elsewhere, and what was begun costs them no attempt.
    pub async fn shutdown(mut self, limit: Duration) {
        self.phase.send_replace(Phase::Drain);
        if timeout(limit, ended(&mut self.lanes)).await.is_err() {
            self.phase.send_replace(Phase::Cut);
            if timeout(GRACE, ended(&mut self.lanes)).await.is_err() {
                self.lanes.abort_all();
            }
        }
        // What is still held blocks its thread, or was taken by a worker that is no more.
        let given_back = table::give_back(&self.shared.db, &self.shared.worker);
        match timeout(PARTING, given_back).await {
            Ok(Ok(0)) => {}
            Ok(Ok(count)) => tracing::warn!(count, "running jobs were given back"),
            Ok(Err(error)) => tracing::error!(%error, "running jobs could not be given back"),
            Err(_) => tracing::error!("running jobs could not be given back in time"),
        }
        self.phase.send_replace(Phase::Over);
    }
}

async fn ended(lanes: &mut JoinSet<()>) {
    while lanes.join_next().await.is_some() {}
}

fn by_name() -> Result<HashMap<&'static str, &'static JobSpec>> {
    let mut found = HashMap::new();
    for spec in specs() {
        if found.insert(spec.name(), spec).is_some() {
            let name = spec.name();
            return Err(Error::internal(format!("two jobs have the name `{name}`: rename one")));
        }
    }
    Ok(found)
}

/// What the resources of a job are asked for at start.
fn probe(spec: &'static JobSpec, db: &Db, state: &State) -> JobContext {
    let attempt = Attempt { number: 0, max: spec.max_attempts() };
    // Whoever queues it is there when it does.
    let acting = Acting::Somebody(Actor::new(0, ()));
    let origin = Origin { acting, ..Origin::default() };
    let (db, state) = (db.clone(), state.clone());
    JobContext { id: JobId::nil(), spec, attempt, db, state, origin }
}

async fn queues(shared: &Shared) -> Result<BTreeSet<String>> {
    let mut queues: BTreeSet<String> = table::queues(&shared.db).await?.into_iter().collect();
    queues.extend(shared.specs.values().map(|spec| spec.queue().to_owned()));
    Ok(queues)
}

/// The worker of one queue, until the phase is no longer `Work` and its jobs have ended.
async fn work(shared: Arc<Shared>, queue: Arc<str>, settings: Settings, runner: Runner) {
    let bell = Bell::hung(&queue);
    let mut phase = runner.phase.clone();
    let store = Store { shared, queue, concurrency: settings.concurrency, bell };
    while *phase.borrow() == Phase::Work {
        let (worker, mut running) = worker(&store, settings, runner.clone());
        let ended = tokio::select! {
            // First the worker: one that was never polled cannot be stopped.
            biased;
            ended = &mut running => ended,
            () = reached(&mut phase, Phase::Drain) => match worker.stop() {
                Ok(()) => running.await,
                Err(error) => Err(error),
            },
        };
        if let Err(error) = ended {
            tracing::error!(worker = worker.name(), %error, "a worker ended; it is started again");
            sleep(Duration::from_secs(1)).await;
        }
    }
}

/// An apalis worker and its run.
fn worker(
    store: &Store,
    settings: Settings,
    runner: Runner,
) -> (WorkerContext, BoxFuture<'static, Result<(), WorkerError>>) {
    let worker = WorkerContext::new(&format!("{}/{}", store.shared.worker, store.queue));
    let lane = Lane::new(store.clone(), Arc::clone(&store.bell), settings.poll, settings.lease / 3);
    let report = Report { store: store.clone(), worker: worker.clone() };
    let running = WorkerBuilder::new(&worker)
        .backend(lane)
        .parallelize(tokio::spawn)
        .ack_with(report)
        .build(move |claim| runner.clone().run(claim))
        .run();
    let running = AssertUnwindSafe(running).catch_unwind().map(|ended| {
        ended.unwrap_or_else(|panic| Err(WorkerError::PanicError(message(&*panic).to_owned())))
    });
    (worker, running.boxed())
}

/// Renews the leases of what runs, on a thread that no job can block.
fn keep(shared: Arc<Shared>, mut phase: watch::Receiver<Phase>) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
    let keeper = async move {
        loop {
            tokio::select! {
                () = sleep(shared.lease / 3) => {}
                () = reached(&mut phase, Phase::Over) => return,
            }
            let held = shared.held();
            if held.is_empty() {
                continue;
            }
            let renewed = table::renew(&shared.db, &held, &shared.worker, shared.lease).await;
            if let Err(error) = renewed {
                tracing::error!(%error, "the leases of the running jobs are not renewed");
            }
        }
    };
    thread::Builder::new()
        .name("ordain-leases".to_owned())
        .spawn(move || runtime.block_on(keeper))?;
    Ok(())
}

fn host() -> String {
    let name = std::env::var("HOSTNAME")
        .ok()
        .or_else(|| std::fs::read_to_string("/proc/sys/kernel/hostname").ok());
    name.map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| "localhost".to_owned())
}
