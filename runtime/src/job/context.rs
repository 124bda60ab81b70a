//! What a running job may ask for besides its payload.
//!
//! Everything is found by type; nothing is made here.

use std::marker::PhantomData;
use std::sync::Arc;

use super::spec::{JobId, JobSpec};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::policy::{Acting, Actor, Origin};
use crate::work::{Context, Resource, State};

/// One attempt of a job, as its resources see it.
#[derive(Clone)]
pub struct JobContext {
    pub(super) id: JobId,
    pub(super) spec: &'static JobSpec,
    pub(super) attempt: Attempt,
    pub(super) db: Db,
    pub(super) state: State,
    pub(super) origin: Origin,
}

impl JobContext {
    /// Which job runs.
    #[must_use]
    pub fn id(&self) -> JobId {
        self.id
    }

    /// What the job declares.
    #[must_use]
    pub fn spec(&self) -> &'static JobSpec {
        self.spec
    }

    /// Which attempt this is.
    #[must_use]
    pub fn attempt(&self) -> Attempt {
        self.attempt
    }

    /// The database that the job is stored in.
    #[must_use]
    pub fn db(&self) -> &Db {
        &self.db
    }

    /// On whose behalf it runs, and which request began it.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The application's value of that type.
    #[must_use]
    pub fn state<T: Send + Sync + 'static>(&self) -> Option<Arc<T>> {
        self.state.get()
    }
}

impl Context for JobContext {
    fn db(&self) -> &Db {
        &self.db
    }

    fn values(&self) -> &State {
        &self.state
    }

    fn asker(&self) -> String {
        format!("job `{}`", self.spec.name())
    }
}

impl Resource<JobContext> for Attempt {
    fn resource(cx: &JobContext) -> Result<Self> {
        Ok(cx.attempt)
    }
}

/// The one who queued the job, with the rights of now.
impl Resource<JobContext> for Actor {
    fn resource(cx: &JobContext) -> Result<Self> {
        match &cx.origin.acting {
            Acting::Somebody(actor) => Ok(actor.clone()),
            other => {
                let name = cx.spec.name();
                let text = format!("job `{name}` takes an `Actor`, and it runs as {other}");
                Err(Error::internal(text))
            }
        }
    }
}

impl Resource<JobContext> for Option<Actor> {
    fn resource(cx: &JobContext) -> Result<Self> {
        Ok(cx.origin.acting.actor().cloned())
    }
}

impl Resource<JobContext> for JobContext {
    fn resource(cx: &JobContext) -> Result<Self> {
        Ok(cx.clone())
    }
}

/// Tells an `Actor` from all other arguments.
pub struct Needs<T>(PhantomData<T>);

impl Needs<Actor> {
    /// There must be somebody.
    pub const ACTOR: bool = true;
}

/// What is said of all other arguments.
pub trait NeedsNobody {
    /// Nobody need be there.
    const ACTOR: bool = false;
}

impl<T> NeedsNobody for Needs<T> {}

/// Which attempt of a job this is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempt {
    pub(super) number: u32,
    pub(super) max: u32,
}

impl Attempt {
    /// 1 for the first.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.number
    }

    /// How many there are at most.
    #[must_use]
    pub const fn max(self) -> u32 {
        self.max
    }

    /// Whether a failure now is final.
    #[must_use]
    pub const fn is_last(self) -> bool {
        self.number >= self.max
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_attempt_knows_it() {
        assert!(!Attempt { number: 1, max: 2 }.is_last());
        assert!(Attempt { number: 2, max: 2 }.is_last());
    }
}
