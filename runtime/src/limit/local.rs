//! Counts in the memory of this process.
//!
//! What does not matter any more is dropped now and then, and there are never more callers than fit:
//! those who are far from their limit go first.

use std::collections::hash_map::RandomState;
use std::hash::Hash;
use std::sync::atomic::{AtomicUsize, Ordering};

use dashmap::DashMap;

use super::clock::ticks;
use super::window::{Trace, Verdict, Window};

/// After so many calls it is looked for what can be dropped.
const CALLS_BETWEEN_CLEANINGS: usize = 10_000;

/// So many callers of one limit are remembered.
const MOST: usize = 200_000;

/// What is remembered of a caller.
#[derive(Default)]
struct Entry {
    trace: Trace,
    /// A shared store has said that nothing is let through before.
    closed: u64,
}

/// The callers of one limit.
pub struct Local<K> {
    window: Window,
    entries: DashMap<K, Entry, RandomState>,
    calls: AtomicUsize,
}

impl<K: Eq + Hash + Clone> Local<K> {
    /// Nobody has called yet.
    #[must_use]
    pub fn new(window: Window) -> Self {
        Self { window, entries: DashMap::default(), calls: AtomicUsize::new(0) }
    }

    /// The rule.
    #[must_use]
    pub fn window(&self) -> &Window {
        &self.window
    }

    /// Counts a call, if it is let through.
    pub fn hit(&self, caller: &K) -> Verdict {
        self.clean();
        let now = ticks();
        if let Some(mut entry) = self.entries.get_mut(caller) {
            return self.window.hit(&mut entry.trace, now);
        }
        let mut entry = self.entries.entry(caller.clone()).or_default();
        self.window.hit(&mut entry.trace, now)
    }

    /// What is known to be refused, without asking anybody: what was let through here alone is too
    /// much, or the shared store has said so.
    pub fn refused(&self, caller: &K) -> Option<Verdict> {
        let now = ticks();
        let mut entry = self.entries.get_mut(caller)?;
        let closed = entry.closed.saturating_sub(now);
        if closed > 0 {
            return Some(Verdict { allowed: false, remaining: 0, reset: closed });
        }
        let verdict = self.window.look(&mut entry.trace, now);
        (!verdict.allowed).then_some(verdict)
    }

    /// Keeps what a shared store has said, for the time when it does not answer.
    pub fn learn(&self, caller: &K, verdict: Verdict) {
        self.clean();
        let now = ticks();
        let mut entry = self.entries.entry(caller.clone()).or_default();
        if verdict.allowed {
            self.window.hit(&mut entry.trace, now);
        } else {
            entry.closed = now + verdict.reset;
        }
    }

    fn clean(&self) {
        let calls = self.calls.fetch_add(1, Ordering::Relaxed);
        if !calls.is_multiple_of(CALLS_BETWEEN_CLEANINGS) || calls == 0 {
            return;
        }
        let now = ticks();
        let matters = |entry: &Entry| entry.closed > now || !self.window.is_over(&entry.trace, now);
        self.entries.retain(|_, entry| matters(entry));
        if self.entries.len() > MOST {
            self.entries.retain(|_, entry| entry.closed > now || self.window.is_busy(&entry.trace));
        }
    }
}
