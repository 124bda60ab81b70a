//! Connections of the threads that ask: a short read runs where it is asked for.
//!
//! No read waits here: a thread without a connection, or with one that is being closed, is sent to
//! the reader threads. A connection ends with its thread or with its database, whichever is first.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError, Weak};
use std::time::{Duration, Instant};

use diesel::result::QueryResult;
use diesel::sqlite::SqliteConnection;

use super::super::failure;
use super::super::url::Place;
use super::call::panicked;
use super::habit::{Habits, Key};
use super::{open, unit};
use crate::error::Result;

/// How many threads have a connection of their own; later ones use the reader threads.
const MOST: usize = 64;

/// How long a read waits for a lock where it would hold up other work. In WAL mode only the
/// recovery of a database keeps readers out.
const PATIENCE: Duration = Duration::from_millis(50);

/// The connections of one database, by the threads that have them.
pub(super) struct Owned {
    place: Place,
    patience: Duration,
    /// `None` once the database is closed.
    slots: Mutex<Option<Vec<Arc<Slot>>>>,
}

/// A thread's connection; empty when the database has taken it back.
type Slot = Mutex<Option<SqliteConnection>>;

/// What a thread has of one database.
struct Own {
    of: Weak<Owned>,
    slot: Option<Arc<Slot>>,
    habits: Habits,
}

thread_local! {
    static OWN: RefCell<Vec<Own>> = const { RefCell::new(Vec::new()) };
}

impl Owned {
    pub(super) fn new(place: Place, patience: Duration) -> Arc<Self> {
        let slots = Mutex::new(Some(Vec::new()));
        Arc::new(Self { place, patience: patience.min(PATIENCE), slots })
    }

    /// Whether this thread knows the query to be short.
    pub(super) fn is_short(self: &Arc<Self>, key: Key) -> bool {
        self.with(|own| own.habits.is_short(key)).unwrap_or(false)
    }

    /// Learns how long a query took.
    pub(super) fn note(self: &Arc<Self>, key: Key, time: Duration) {
        self.with(|own| own.habits.note(key, time));
    }

    /// Reads on this thread; gives the work back if the thread has no connection and can get none.
    pub(super) fn read<R, F>(self: &Arc<Self>, key: Key, work: F) -> Result<Result<R>, F>
    where
        F: FnOnce(&mut SqliteConnection) -> QueryResult<R>,
    {
        let Some(slot) = self.with(|own| own.slot(self)).flatten() else { return Err(work) };
        let mut place = match slot.try_lock() {
            Ok(place) => place,
            Err(TryLockError::Poisoned(error)) => error.into_inner(),
            Err(TryLockError::WouldBlock) => return Err(work),
        };
        let Some(conn) = place.as_mut() else { return Err(work) };
        let since = Instant::now();
        let result = if let Ok(result) = catch_unwind(AssertUnwindSafe(|| work(conn))) {
            result.map_err(failure::of_diesel)
        } else {
            unit::rollback(conn);
            Err(panicked())
        };
        drop(place);
        self.note(key, since.elapsed());
        Ok(result)
    }

    /// Closes the connections of all threads, each when what runs on it has ended.
    pub(super) fn close(&self) {
        let slots = self.slots().take();
        for slot in slots.into_iter().flatten() {
            drop(slot.lock().unwrap_or_else(PoisonError::into_inner).take());
        }
    }

    /// A connection for this thread.
    fn open(&self) -> Option<Arc<Slot>> {
        // Held meanwhile, so that none is opened behind a close.
        let mut slots = self.slots();
        let slots = slots.as_mut().filter(|slots| slots.len() < MOST)?;
        let conn = open::reader(&self.place, self.patience).ok()?;
        let slot = Arc::new(Mutex::new(Some(conn)));
        slots.push(Arc::clone(&slot));
        Some(slot)
    }

    /// What this thread has of the database. `None` while it ends, and inside of itself.
    fn with<R>(self: &Arc<Self>, act: impl FnOnce(&mut Own) -> R) -> Option<R> {
        OWN.try_with(|all| {
            let mut all = all.try_borrow_mut().ok()?;
            let known = all.iter().position(|own| own.of.as_ptr() == Arc::as_ptr(self));
            let at = known.unwrap_or_else(|| {
                all.retain(|own| own.of.strong_count() > 0);
                all.push(Own::new(self));
                all.len() - 1
            });
            all.get_mut(at).map(act)
        })
        .ok()
        .flatten()
    }

    fn slots(&self) -> MutexGuard<'_, Option<Vec<Arc<Slot>>>> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Own {
    fn new(of: &Arc<Owned>) -> Self {
        Self { of: Arc::downgrade(of), slot: None, habits: Habits::default() }
    }

    fn slot(&mut self, of: &Owned) -> Option<Arc<Slot>> {
        if self.slot.is_none() {
            self.slot = of.open();
        }
        self.slot.clone()
    }
}

impl Drop for Own {
    fn drop(&mut self) {
        let (Some(of), Some(slot)) = (self.of.upgrade(), &self.slot) else { return };
        if let Some(slots) = of.slots().as_mut() {
            slots.retain(|other| !Arc::ptr_eq(other, slot));
        }
    }
}
