//! A store in the memory of this process, which is never away.

use std::collections::hash_map::RandomState;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use dashmap::DashMap;
use futures_util::future::{BoxFuture, ready};

use super::clock::ticks;
use super::store::Store;
use crate::error::Result;

/// After so many changes what is over is dropped.
const CHANGES_BETWEEN_CLEANINGS: usize = 10_000;

/// Texts in the memory of this process.
#[derive(Default)]
pub struct Memory {
    texts: DashMap<String, (String, u64), RandomState>,
    changes: AtomicUsize,
}

impl Memory {
    fn get(&self, key: &str) -> Option<String> {
        let entry = self.texts.get(key)?;
        let (text, until) = entry.value();
        (*until > ticks()).then(|| text.clone())
    }

    fn put(&self, key: &str, old: Option<&str>, new: &str, keep: Duration) -> bool {
        self.clean();
        let now = ticks();
        let mut entry = self.texts.entry(key.to_owned()).or_default();
        let (text, until) = entry.value_mut();
        if (*until > now).then_some(text.as_str()) != old {
            return false;
        }
        let keep = u64::try_from(keep.as_millis()).unwrap_or(u64::MAX);
        (*text, *until) = (new.to_owned(), now.saturating_add(keep));
        true
    }

    fn clean(&self) {
        if self.changes.fetch_add(1, Ordering::Relaxed) % CHANGES_BETWEEN_CLEANINGS == 1 {
            let now = ticks();
            self.texts.retain(|_, (_, until)| *until > now);
        }
    }
}

impl Store for Memory {
    fn load<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Result<Option<String>>> {
        Box::pin(ready(Ok(self.get(key))))
    }

    fn swap<'a>(
        &'a self,
        key: &'a str,
        old: Option<&'a str>,
        new: &'a str,
        keep: Duration,
    ) -> BoxFuture<'a, Result<bool>> {
        Box::pin(ready(Ok(self.put(key, old, new, keep))))
    }
}
