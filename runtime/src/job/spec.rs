//! What a job declares: the trait that `#[job]` implements and the descriptor that it registers.
//!
//! Nothing here runs or stores anything.

use std::fmt;
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use futures_util::future::BoxFuture;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use ulid::{Generator, Overflow, Ulid};

use super::backoff::Backoff;
use super::context::JobContext;
use crate::error::{Error, Result};
use crate::policy::{Pass, Rule};

/// A job: the type that `#[job]` puts beside the function implements it.
pub trait Job: 'static {
    /// What is queued: the first argument.
    type Payload: Payload;
    /// The other arguments.
    type Resources: Send + 'static;
    /// What was declared.
    const SPEC: JobSpec;

    /// Finds the arguments that are not queued.
    ///
    /// # Errors
    ///
    /// When the application has no such resource.
    fn resources(cx: &JobContext) -> Result<Self::Resources>;

    /// Calls the function.
    fn run(
        payload: Self::Payload,
        resources: Self::Resources,
    ) -> impl Future<Output = Result<()>> + Send;
}

/// What can be queued: anything that serde writes and reads. It is kept as JSON.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the payload of a job",
    label = "not kept as JSON",
    note = "the first argument of a job is what is queued: put `#[dto]` on its type, or derive serde's `Serialize` and `Deserialize`"
)]
pub trait Payload: Sized + Send + 'static {
    /// Writes it as JSON.
    ///
    /// # Errors
    ///
    /// When a part of it cannot be written, such as a map whose keys are no text.
    fn to_json(&self) -> Result<String>;

    /// Reads it back.
    ///
    /// # Errors
    ///
    /// When it was written by a version of the application whose payload was another.
    fn from_json(text: &str) -> Result<Self>;
}

#[diagnostic::do_not_recommend]
impl<T: Serialize + DeserializeOwned + Send + 'static> Payload for T {
    fn to_json(&self) -> Result<String> {
        Ok(serde_json::to_string(self)?)
    }

    fn from_json(text: &str) -> Result<Self> {
        Ok(serde_json::from_str(text)?)
    }
}

/// What a job declares, registered by `#[job]`.
#[derive(Debug, Clone, Copy)]
pub struct JobSpec {
    name: &'static str,
    queue: &'static str,
    retries: u16,
    backoff: Backoff,
    timeout: Option<Duration>,
    policy: Option<Rule>,
    takes_actor: bool,
    run: RunFn,
    check: fn(&JobContext) -> Result<()>,
}

type RunFn = for<'a> fn(String, &'a JobContext) -> BoxFuture<'a, Result<()>>;

impl JobSpec {
    /// The descriptor of `J` with every option at its default: queue `default`, 3 retries, backoff
    /// `exponential 10s..1h`, no timeout.
    #[must_use]
    pub const fn new<J: Job>(name: &'static str) -> Self {
        Self {
            name,
            queue: "default",
            retries: 3,
            backoff: Backoff::exponential(Duration::from_secs(10), Duration::from_hours(1)),
            timeout: None,
            policy: None,
            takes_actor: false,
            run: run::<J>,
            check: check::<J>,
        }
    }

    /// The option `queue`.
    #[must_use]
    pub const fn with_queue(mut self, queue: &'static str) -> Self {
        self.queue = queue;
        self
    }

    /// The option `retries`.
    #[must_use]
    pub const fn with_retries(mut self, retries: u16) -> Self {
        self.retries = retries;
        self
    }

    /// The option `backoff`.
    #[must_use]
    pub const fn with_backoff(mut self, backoff: Backoff) -> Self {
        self.backoff = backoff;
        self
    }

    /// The option `timeout`.
    #[must_use]
    pub const fn with_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// The option `policy`.
    #[must_use]
    pub const fn with_policy(mut self, policy: Rule) -> Self {
        self.policy = Some(policy);
        self
    }

    /// Whether an argument is the one on whose behalf it runs, for each of them.
    #[must_use]
    pub const fn with_actor(mut self, is_actor: &[bool]) -> Self {
        let mut at = 0;
        while at < is_actor.len() {
            self.takes_actor |= is_actor[at];
            at += 1;
        }
        self
    }

    /// The module path and the name of the function: what a stored job is found by.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Where its jobs wait, apart from those of other queues.
    #[must_use]
    pub const fn queue(&self) -> &'static str {
        self.queue
    }

    /// How often a job is tried before it is dead.
    #[must_use]
    pub const fn max_attempts(&self) -> u32 {
        self.retries as u32 + 1
    }

    /// The delays between the attempts.
    #[must_use]
    pub const fn backoff(&self) -> Backoff {
        self.backoff
    }

    /// After which time an attempt is given up.
    #[must_use]
    pub const fn timeout(&self) -> Option<Duration> {
        self.timeout
    }

    /// On whose behalf it may run; `None`: on anybody's.
    #[must_use]
    pub const fn policy(&self) -> Option<&Rule> {
        self.policy.as_ref()
    }

    /// Whether an argument is the actor on whose behalf it runs, so that there must be one.
    #[must_use]
    pub const fn takes_actor(&self) -> bool {
        self.takes_actor
    }

    /// What is asked before it runs: its policy, or what its arguments need.
    #[must_use]
    pub const fn rule(&self) -> &Rule {
        match &self.policy {
            Some(policy) => policy,
            None if self.takes_actor => &Rule::Authenticated,
            None => &Rule::Public,
        }
    }

    /// Runs one attempt with the stored payload, when it was asked whether it may run.
    pub(super) fn run<'a>(
        &self,
        payload: String,
        cx: &'a JobContext,
        _: Pass,
    ) -> BoxFuture<'a, Result<()>> {
        (self.run)(payload, cx)
    }

    /// Whether every resource of the job is there.
    pub(super) fn check(&self, cx: &JobContext) -> Result<()> {
        (self.check)(cx)
    }
}

inventory::collect!(JobSpec);

/// Every job that is compiled in, by name.
#[must_use]
pub fn specs() -> Vec<&'static JobSpec> {
    let mut specs: Vec<_> = inventory::iter::<JobSpec>().collect();
    specs.sort_unstable_by_key(|spec| spec.name);
    specs
}

fn run<J: Job>(payload: String, cx: &JobContext) -> BoxFuture<'_, Result<()>> {
    Box::pin(async move {
        let resources = J::resources(cx)?;
        J::run(J::Payload::from_json(&payload)?, resources).await
    })
}

fn check<J: Job>(cx: &JobContext) -> Result<()> {
    J::resources(cx).map(drop)
}

/// The ids of a process rise, so that its jobs start in the order in which they were queued.
static IDS: Mutex<Generator> = Mutex::new(Generator::new());

/// The name of one queued job: a ULID, so that a later one sorts behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct JobId(Ulid);

impl JobId {
    pub(super) fn new() -> Self {
        let mut ids = IDS.lock().unwrap_or_else(PoisonError::into_inner);
        Self(ids.generate().unwrap_or_else(Overflow::commit_overflow_random))
    }

    pub(super) const fn nil() -> Self {
        Self(Ulid::nil())
    }

    pub(super) const fn ulid(self) -> Ulid {
        self.0
    }

    /// A number for what should differ from job to job.
    pub(super) fn seed(self) -> u64 {
        let (_, low) = self.0.into();
        low
    }
}

impl From<Ulid> for JobId {
    fn from(id: Ulid) -> Self {
        Self(id)
    }
}

impl fmt::Display for JobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for JobId {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let id = Ulid::from_string(text);
        id.map(Self).map_err(|_| Error::bad_request(format!("`{text}` is no id of a job")))
    }
}
