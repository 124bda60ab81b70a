//! The writer thread: calls that wait together are committed together.
//!
//! A commit waits for the disk, which takes a hundred times as long as a small statement; shared,
//! its cost is divided. What a caller sees is as if its statement were alone: it is answered after
//! the commit, each is in a savepoint and fails alone, and if all of it cannot be kept (the disk is
//! full, a deferred constraint is broken, a statement made SQLite roll back), each is done again
//! on its own, so that the failure meets those that cause it. A statement that cannot be done
//! again is answered with 503, and nothing of it is kept.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use diesel::sqlite::SqliteConnection;

use super::super::failure;
use super::call::{Call, Outcome};
use super::lease::{Request, Step};
use super::queue::Queue;
use super::unit;

/// How many calls share a commit at most.
const MOST: usize = 1_000;

/// How long a commit waits for further calls to be done, so that slow ones hold up few.
const LONGEST: Duration = Duration::from_millis(5);

/// How long after a commit that failed every call is committed alone.
const CAREFUL: Duration = Duration::from_secs(1);

/// What the writer is given to do.
pub(super) struct Writes {
    pub(super) queue: Queue<Write>,
    /// The queue of the transaction that holds the writer.
    held: Mutex<Option<Arc<Queue<Step>>>>,
}

pub(super) enum Write {
    /// A statement that may share a commit with others.
    Shared(Box<dyn Call>),
    /// One that must not stand in a transaction, or has no need to.
    Bare(Box<dyn Call>),
    Transaction(Request),
}

impl Writes {
    pub(super) fn new() -> Self {
        Self { queue: Queue::new(), held: Mutex::default() }
    }

    /// Writes until the queue is closed.
    pub(super) fn serve(&self, conn: &mut SqliteConnection) {
        let mut careful_until = None;
        while let Some(write) = self.queue.pop() {
            match write {
                Write::Bare(call) => bare(conn, call),
                Write::Transaction(request) => request.serve(conn, |steps| self.hold(steps)),
                Write::Shared(call) if careful_until.is_some_and(|end| Instant::now() < end) => {
                    alone(conn, call);
                }
                Write::Shared(mut call) => {
                    if call.claim() && self.together(conn, call).is_err() {
                        careful_until = Some(Instant::now() + CAREFUL);
                    }
                }
            }
        }
    }

    pub(super) fn end(&self) {
        self.queue.close();
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(steps) = &*held {
            steps.close();
        }
    }

    /// Notes who holds the writer; at once closed when the pool is.
    fn hold(&self, steps: Option<Arc<Queue<Step>>>) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(steps) = steps.as_ref().filter(|_| self.queue.is_closed()) {
            steps.close();
        }
        *held = steps;
    }

    /// Commits a call together with those that wait behind it.
    fn together(
        &self,
        conn: &mut SqliteConnection,
        mut first: Box<dyn Call>,
    ) -> Result<(), Separated> {
        if let Err(error) = unit::begin(conn) {
            first.answer(Err(failure::of_diesel(error)));
            return Ok(());
        }
        let since = Instant::now();
        if first.work(conn) != Outcome::Done {
            // Nothing else is in the transaction yet.
            unit::rollback(conn);
            first.answer(Ok(()));
            return Ok(());
        }
        let mut group = vec![first];
        let mut kept = Ok(());
        while kept.is_ok() && group.len() < MOST && since.elapsed() < LONGEST {
            let Some(mut call) = self.next_shared() else { break };
            if call.claim() {
                kept = unit::apart(conn, |conn| call.work(conn));
                group.push(call);
            }
        }
        if kept.and_then(|()| unit::commit(conn)).is_ok() {
            for call in group {
                call.answer(Ok(()));
            }
            return Ok(());
        }
        unit::rollback(conn);
        for call in group {
            claimed(conn, call);
        }
        Err(Separated)
    }

    fn next_shared(&self) -> Option<Box<dyn Call>> {
        match self.queue.pop_if(|write| matches!(write, Write::Shared(_)))? {
            Write::Shared(call) => Some(call),
            Write::Bare(_) | Write::Transaction(_) => None,
        }
    }
}

/// The calls of a commit had to be done one by one.
struct Separated;

/// Does a call in a transaction of its own.
fn alone(conn: &mut SqliteConnection, mut call: Box<dyn Call>) {
    if call.claim() {
        claimed(conn, call);
    }
}

fn claimed(conn: &mut SqliteConnection, mut call: Box<dyn Call>) {
    let kept = unit::begin(conn).and_then(|()| {
        if call.work(conn) == Outcome::Done {
            return unit::commit(conn);
        }
        unit::rollback(conn);
        Ok(())
    });
    call.answer(kept.map_err(failure::of_diesel));
}

/// Does a call in no transaction.
pub(super) fn bare(conn: &mut SqliteConnection, mut call: Box<dyn Call>) {
    if call.claim() {
        call.work(conn);
        // Nothing to do, unless it has panicked or has begun a transaction itself.
        unit::rollback(conn);
        call.answer(Ok(()));
    }
}
