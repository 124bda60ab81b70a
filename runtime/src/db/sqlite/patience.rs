//! How long those who ask wait for a thread, and how often that was too long.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crate::error::Error;

/// The patience of all who ask one database.
#[derive(Clone)]
pub(super) struct Patience {
    pub(super) time: Duration,
    refused: Arc<AtomicU64>,
}

impl Patience {
    pub(super) fn new(time: Duration) -> Self {
        Self { time, refused: Arc::default() }
    }

    /// What a call is answered that waited for too long.
    pub(super) fn busy(&self) -> Error {
        self.refused.fetch_add(1, Ordering::Relaxed);
        Error::unavailable("the database is busy").with_source(
            "no database thread was free in time; inside a transaction, a statement on the `Db` waits \
             for the transaction's own end: run it on the `tx`",
        )
    }

    /// How many calls were answered so.
    pub(super) fn refused(&self) -> u64 {
        self.refused.load(Ordering::Relaxed)
    }
}
