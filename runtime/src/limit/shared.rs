//! A store that instances share, and what becomes of those who ask when it does not answer.
//!
//! Nobody waits for a store that is away: the first one waits a moment, says so once, and from then on
//! each process counts for itself until the store answers again.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

#[cfg(feature = "metrics")]
use prometheus_client::metrics::counter::Counter;
use tokio::runtime::Handle;

use super::store::{Store, away};
use crate::error::Result;

/// How often a store that is away is tried again.
const PAUSE: Duration = Duration::from_millis(500);

/// A key that nobody counts by.
const PROBE: &str = "probe";

/// A store that instances share.
#[derive(Clone)]
pub struct Shared(Arc<Inside>);

struct Inside {
    store: Box<dyn Store>,
    patience: Duration,
    runtime: Handle,
    is_away: AtomicBool,
    #[cfg(feature = "metrics")]
    fallbacks: Counter,
}

impl Shared {
    /// A store that is waited for so long. To be called in the runtime that lives as long as the
    /// application.
    #[must_use]
    pub fn new(store: impl Store, patience: Duration) -> Self {
        Self(Arc::new(Inside {
            store: Box::new(store),
            patience,
            runtime: Handle::current(),
            is_away: AtomicBool::new(false),
            #[cfg(feature = "metrics")]
            fallbacks: Counter::default(),
        }))
    }

    /// How often a process counted for itself because the store did not answer.
    #[cfg(feature = "metrics")]
    #[must_use]
    pub fn fallbacks(&self) -> Counter {
        self.0.fallbacks.clone()
    }

    /// Waits for the store once, so that the first request need not; says so if it is away.
    pub async fn wake(&self) {
        let patience = self.0.patience.max(Duration::from_secs(1));
        if let Err(error) = within(patience, self.0.store.load(PROBE)).await {
            self.give_up(&error);
        }
    }

    /// What the store answers; `None` if it does not, in which case this process is on its own.
    pub async fn ask<'a, T, F>(&'a self, question: impl FnOnce(&'a dyn Store) -> F) -> Option<T>
    where
        F: Future<Output = Result<T>>,
    {
        if !self.0.is_away.load(Ordering::Acquire) {
            match within(self.0.patience, question(&*self.0.store)).await {
                Ok(answer) => return Some(answer),
                Err(error) => self.give_up(&error),
            }
        }
        #[cfg(feature = "metrics")]
        self.0.fallbacks.inc();
        None
    }

    /// Says so once, and tries again until the store answers.
    fn give_up(&self, error: &crate::error::Error) {
        if self.0.is_away.swap(true, Ordering::AcqRel) {
            return;
        }
        let reason = error.source_chain();
        tracing::warn!(
            reason,
            "limits are counted by each process alone until their store answers again"
        );
        let inside = Arc::downgrade(&self.0);
        self.0.runtime.spawn(async move {
            loop {
                tokio::time::sleep(PAUSE).await;
                let Some(inside) = inside.upgrade() else { return };
                let patience = inside.patience.max(PAUSE);
                if within(patience, inside.store.load(PROBE)).await.is_ok() {
                    inside.is_away.store(false, Ordering::Release);
                    tracing::info!("the store of the limits answers again");
                    return;
                }
            }
        });
    }
}

async fn within<T>(patience: Duration, question: impl Future<Output = Result<T>>) -> Result<T> {
    match tokio::time::timeout(patience, question).await {
        Ok(answer) => answer,
        Err(_) => Err(away(format_args!("it took longer than {patience:?}"))),
    }
}
