//! What a seeder's arguments are found in.
//!
//! Its database is the transaction that the seeder is kept or taken back by.

use std::sync::Arc;

use super::spec::SeederSpec;
use crate::db::Db;
use crate::work::{Context, State};

/// One run of a seeder, as its arguments see it.
#[derive(Clone)]
pub struct SeedContext {
    pub(super) spec: &'static SeederSpec,
    pub(super) db: Db,
    pub(super) state: State,
}

impl SeedContext {
    /// Which seeder runs.
    #[must_use]
    pub fn spec(&self) -> &'static SeederSpec {
        self.spec
    }

    /// The database: every statement on it is part of the seeder's transaction.
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

impl Context for SeedContext {
    fn db(&self) -> &Db {
        &self.db
    }

    fn values(&self) -> &State {
        &self.state
    }

    fn asker(&self) -> String {
        format!("the seeder `{}`", self.spec.name())
    }
}
