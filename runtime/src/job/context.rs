//! What a running job may ask for besides its payload.
//!
//! Everything is found by type; nothing is made here.

use std::any::{Any, TypeId, type_name};
use std::collections::HashMap;
use std::sync::Arc;

use actix_web::web::Data;

use super::spec::{JobId, JobSpec};
use crate::db::Db;
use crate::error::{Error, Result};

/// One attempt of a job, as its resources see it.
#[derive(Clone)]
pub struct JobContext {
    pub(super) id: JobId,
    pub(super) spec: &'static JobSpec,
    pub(super) attempt: Attempt,
    pub(super) db: Db,
    pub(super) state: State,
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

    /// The application's value of that type.
    #[must_use]
    pub fn state<T: Send + Sync + 'static>(&self) -> Option<Arc<T>> {
        self.state.get()
    }
}

/// An argument of a job that is not queued but found where the job runs.
///
/// `Db`, [`Attempt`], [`JobContext`] and, for a value that was given to the application, `Arc<T>` or
/// actix' `Data<T>` are resources. Implement it for a type of your own to make it one too.
///
/// Every resource of every job is asked for once at start, so that a missing one is found then.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an argument of a job",
    label = "not a resource",
    note = "only the first argument is queued; the others are resources: `Db`, `Attempt`, or `Arc<T>` for a value given to the application",
    note = "put what else the job needs to know into its payload"
)]
pub trait Resource: Sized + Send + 'static {
    /// Finds the value.
    ///
    /// # Errors
    ///
    /// When the application has none.
    fn resource(cx: &JobContext) -> Result<Self>;
}

impl Resource for Db {
    fn resource(cx: &JobContext) -> Result<Self> {
        Ok(cx.db.clone())
    }
}

impl Resource for Attempt {
    fn resource(cx: &JobContext) -> Result<Self> {
        Ok(cx.attempt)
    }
}

impl Resource for JobContext {
    fn resource(cx: &JobContext) -> Result<Self> {
        Ok(cx.clone())
    }
}

impl<T: Send + Sync + 'static> Resource for Arc<T> {
    fn resource(cx: &JobContext) -> Result<Self> {
        cx.state().ok_or_else(|| {
            let (job, ty) = (cx.spec.name(), type_name::<T>());
            Error::internal(format!("job `{job}` needs a `{ty}`, and the application has none"))
        })
    }
}

impl<T: Send + Sync + 'static> Resource for Data<T> {
    fn resource(cx: &JobContext) -> Result<Self> {
        Arc::<T>::resource(cx).map(Data::from)
    }
}

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

/// The application's own values, one of each type.
#[derive(Clone, Default)]
pub struct State(Arc<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>);

impl State {
    /// No values.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a value, in place of one of the same type.
    #[must_use]
    pub fn with<T: Send + Sync + 'static>(mut self, value: Arc<T>) -> Self {
        Arc::make_mut(&mut self.0).insert(TypeId::of::<T>(), value);
        self
    }

    /// The value of that type.
    #[must_use]
    pub fn get<T: Send + Sync + 'static>(&self) -> Option<Arc<T>> {
        let value = self.0.get(&TypeId::of::<T>())?;
        Arc::clone(value).downcast().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_by_type() {
        let state = State::new().with(Arc::new(7_u8)).with(Arc::new("text")).with(Arc::new(8_u8));
        assert_eq!(state.get::<u8>().as_deref(), Some(&8));
        assert_eq!(state.get::<&str>().as_deref(), Some(&"text"));
        assert!(state.get::<u16>().is_none());
    }

    #[test]
    fn the_last_attempt_knows_it() {
        assert!(!Attempt { number: 1, max: 2 }.is_last());
        assert!(Attempt { number: 2, max: 2 }.is_last());
    }
}
