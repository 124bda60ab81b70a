//! A worker's own connection, over which its reads are pipelined.
//!
//! The server answers in order. So a query that took long goes to the pool the next times, and
//! nothing joins a lane whose answers have stopped coming: what is short never waits long for what
//! is not. Writes wait for the disk and for each other's locks, so they never take a lane.

use std::any::TypeId;
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use diesel::result::QueryResult;
use diesel_async::{AsyncPgConnection, SimpleAsyncConnection};
use tokio::runtime::{Handle, Id, RuntimeFlavor};
use tokio::sync::OnceCell;

use super::super::super::failure;
use super::super::Remote;
use super::Target;
use crate::error::Result;

/// What takes longer than this is nothing for a lane.
const SHORT: Duration = Duration::from_millis(5);
/// A lane that was used less than this ago is used again without a question.
const TRUSTED: Duration = Duration::from_secs(1);
/// A lane that has not answered for this long is left alone.
const STUCK: Duration = Duration::from_millis(2);
/// How often a query that took too long goes to the pool before it may try a lane again.
const DETOURS: u16 = 100;

/// The lanes of one database: one for each worker that has asked for it.
pub(super) struct Lanes {
    /// Tells the lanes of this database from those of others.
    database: u64,
    target: Target,
}

/// One lane.
pub(super) struct Lane {
    connection: OnceCell<AsyncPgConnection>,
    opened: Instant,
    /// Queries under way.
    waiting: AtomicUsize,
    /// When the last answer came, or when the first query of those under way was sent: in
    /// microseconds since it was opened.
    moved: AtomicU64,
}

/// A query on its way over a lane.
pub(super) struct Passage {
    lane: Arc<Lane>,
    query: TypeId,
    entered: u64,
    /// How long nothing had passed before.
    rested: u64,
}

thread_local! {
    static LANES: RefCell<HashMap<(u64, Id), Arc<Lane>>> = RefCell::default();
    /// The queries that take long, and how many detours each has still to make.
    static LONG: RefCell<HashMap<TypeId, u16>> = RefCell::default();
}

impl Lanes {
    pub(super) fn new(target: Target) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Self { database: NEXT.fetch_add(1, Ordering::Relaxed), target }
    }

    /// Lets a query pass, if it may.
    ///
    /// Only a runtime of one thread has lanes: on others, a task may go on on another thread.
    pub(super) fn enter(&self, query: Option<TypeId>) -> Option<Passage> {
        let query = query?;
        let runtime = Handle::try_current().ok()?;
        if runtime.runtime_flavor() != RuntimeFlavor::CurrentThread || is_long(query) {
            return None;
        }
        let key = (self.database, runtime.id());
        let lane = LANES.with_borrow_mut(|lanes| Arc::clone(lanes.entry(key).or_default()));
        let (entered, rested) = lane.enter()?;
        Some(Passage { lane, query, entered, rested })
    }

    /// The connection that a query passes over; `None` if it was found to be lost.
    pub(super) async fn connection<'p>(
        &self,
        passage: &'p Passage,
    ) -> Result<Option<&'p AsyncPgConnection>> {
        let open = || AsyncPgConnection::open(self.target.clone());
        let connection = passage.lane.connection.get_or_try_init(open).await?;
        if passage.rested > micros(TRUSTED) && (&mut &*connection).batch_execute("").await.is_err()
        {
            give_up(passage);
            return Ok(None);
        }
        Ok(Some(connection))
    }
}

impl Drop for Lanes {
    /// Closes the lane of this thread; those of others close when their threads end.
    fn drop(&mut self) {
        let database = self.database;
        let _ = LANES.try_with(|lanes| {
            lanes.borrow_mut().retain(|(owner, _), _| *owner != database);
        });
    }
}

impl Default for Lane {
    fn default() -> Self {
        Self {
            connection: OnceCell::new(),
            opened: Instant::now(),
            waiting: AtomicUsize::new(0),
            moved: AtomicU64::new(0),
        }
    }
}

impl Lane {
    /// When a query enters, and how long nothing had passed before it.
    fn enter(&self) -> Option<(u64, u64)> {
        let now = self.now();
        let rested = now.saturating_sub(self.moved.load(Ordering::Relaxed));
        if self.waiting.load(Ordering::Relaxed) == 0 {
            self.moved.store(now, Ordering::Relaxed);
        } else if rested > micros(STUCK) {
            return None;
        }
        self.waiting.fetch_add(1, Ordering::Relaxed);
        Some((now, rested))
    }

    fn now(&self) -> u64 {
        micros(self.opened.elapsed())
    }
}

impl Passage {
    /// Notes the answer to the query.
    pub(super) fn settle<R>(self, result: QueryResult<R>) -> Result<R> {
        match &result {
            Err(error) if failure::is_lost(error) => give_up(&self),
            _ => self.answered(),
        }
        result.map_err(failure::of_diesel)
    }

    fn answered(&self) {
        let now = self.lane.now();
        // What was before it in the lane is not its fault.
        let begun = self.lane.moved.swap(now, Ordering::Relaxed).max(self.entered);
        if now.saturating_sub(begun) > micros(SHORT) {
            LONG.with_borrow_mut(|long| long.insert(self.query, DETOURS));
        }
    }
}

impl Drop for Passage {
    fn drop(&mut self) {
        self.lane.waiting.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Closes the lane of a query, whose connection is lost. Others on it fail by themselves.
fn give_up(passage: &Passage) {
    LANES.with_borrow_mut(|lanes| lanes.retain(|_, lane| !Arc::ptr_eq(lane, &passage.lane)));
}

fn is_long(query: TypeId) -> bool {
    LONG.with_borrow_mut(|long| match long.get_mut(&query) {
        None => false,
        Some(0) => {
            long.remove(&query);
            false
        }
        Some(detours) => {
            *detours -= 1;
            true
        }
    })
}

fn micros(duration: Duration) -> u64 {
    u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
}
