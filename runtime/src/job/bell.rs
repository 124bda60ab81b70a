//! The bell that wakes the workers of this process when a job was committed.
//!
//! It carries no job: who hears it looks into the table. Workers of other processes never hear it;
//! they poll.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::task::Context;

use futures_util::task::AtomicWaker;

/// What one worker listens to.
#[derive(Debug)]
pub(super) struct Bell {
    queue: Arc<str>,
    rung: AtomicBool,
    waker: AtomicWaker,
}

static BELLS: Mutex<Vec<Weak<Bell>>> = Mutex::new(Vec::new());

impl Bell {
    /// A bell that every later [`ring`] for the queue reaches.
    pub(super) fn hung(queue: &Arc<str>) -> Arc<Self> {
        let bell = Arc::new(Self {
            queue: Arc::clone(queue),
            rung: AtomicBool::new(false),
            waker: AtomicWaker::new(),
        });
        let mut bells = BELLS.lock().unwrap_or_else(PoisonError::into_inner);
        bells.retain(|bell| bell.strong_count() > 0);
        bells.push(Arc::downgrade(&bell));
        bell
    }

    pub(super) fn ring(&self) {
        self.rung.store(true, Ordering::Release);
        self.waker.wake();
    }

    /// Whether it rang since the last time it was asked; if not, the task is woken when it does.
    pub(super) fn poll_rung(&self, cx: &Context<'_>) -> bool {
        self.waker.register(cx.waker());
        self.rung.swap(false, Ordering::AcqRel)
    }
}

/// Wakes the workers of the queue.
pub(super) fn ring(queue: &str) {
    let bells = BELLS.lock().unwrap_or_else(PoisonError::into_inner);
    for bell in bells.iter().filter_map(Weak::upgrade).filter(|bell| *bell.queue == *queue) {
        bell.ring();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::task::noop_waker_ref;

    #[test]
    fn a_bell_that_rang_before_it_was_listened_to_is_heard_once() {
        let bell = Bell::hung(&Arc::from("bell-test"));
        let cx = Context::from_waker(noop_waker_ref());
        assert!(!bell.poll_rung(&cx));
        ring("another");
        assert!(!bell.poll_rung(&cx));
        ring("bell-test");
        ring("bell-test");
        assert!(bell.poll_rung(&cx));
        assert!(!bell.poll_rung(&cx));
    }
}
