//! A queue that threads wait on and tasks fill.
//!
//! Nothing is lost in it unseen: what is still there when it closes is dropped, and whoever waits
//! for an answer learns that.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// First in, first out; closed at most once.
pub(super) struct Queue<T> {
    state: Mutex<State<T>>,
    filled: Condvar,
}

struct State<T> {
    waiting: VecDeque<T>,
    /// How many threads have nothing to do.
    idle: usize,
    closed: bool,
}

impl<T> Queue<T> {
    pub(super) fn new() -> Self {
        let state = State { waiting: VecDeque::new(), idle: 0, closed: false };
        Self { state: Mutex::new(state), filled: Condvar::new() }
    }

    /// Adds an entry; gives it back if the queue is closed.
    pub(super) fn push(&self, entry: T) -> Result<(), T> {
        let mut state = self.lock();
        if state.closed {
            return Err(entry);
        }
        state.waiting.push_back(entry);
        drop(state);
        self.filled.notify_one();
        Ok(())
    }

    /// Waits for the next entry; `None` when the queue is closed.
    pub(super) fn pop(&self) -> Option<T> {
        let mut state = self.lock();
        state.idle += 1;
        let mut state = self
            .filled
            .wait_while(state, |state| state.waiting.is_empty() && !state.closed)
            .unwrap_or_else(PoisonError::into_inner);
        state.idle -= 1;
        state.waiting.pop_front()
    }

    /// The next entry, if there is one that fits.
    pub(super) fn pop_if(&self, fits: impl FnOnce(&T) -> bool) -> Option<T> {
        let mut state = self.lock();
        if state.waiting.front().is_some_and(fits) { state.waiting.pop_front() } else { None }
    }

    /// Refuses further entries and drops those that wait.
    pub(super) fn close(&self) {
        let mut state = self.lock();
        state.closed = true;
        let dropped = std::mem::take(&mut state.waiting);
        drop(state);
        self.filled.notify_all();
        drop(dropped);
    }

    /// How many entries wait, and how many threads have nothing to do.
    pub(super) fn load(&self) -> (usize, usize) {
        let state = self.lock();
        (state.waiting.len(), state.idle)
    }

    /// Whether [`Queue::close`] was called.
    pub(super) fn is_closed(&self) -> bool {
        self.lock().closed
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    #[test]
    fn entries_come_in_order_and_none_after_the_close() {
        let queue = Arc::new(Queue::new());
        assert!(queue.push(1).is_ok());
        assert!(queue.push(2).is_ok());
        assert_eq!(queue.pop(), Some(1));
        let waiting = Arc::clone(&queue);
        let thread = std::thread::spawn(move || [waiting.pop(), waiting.pop()]);
        std::thread::sleep(std::time::Duration::from_millis(20));
        queue.close();
        assert_eq!(thread.join().unwrap(), [Some(2), None]);
        assert_eq!(queue.push(3), Err(3));
    }
}
