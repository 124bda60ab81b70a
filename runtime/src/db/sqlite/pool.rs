//! The threads of a database and what they are given to do.
//!
//! A thread ends when its queue closes, never by what a call does.

use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use diesel::result::QueryResult;
use diesel::sqlite::SqliteConnection;
use tokio::sync::watch;

use super::super::url::Place;
use super::call::{Call, Outcome, call, closed};
use super::lease::{Lease, Request, Step, request, rollback};
use super::open;
use super::queue::Queue;
use crate::error::{Error, Result};

/// The threads of one database.
pub struct Pool {
    writes: Arc<Writes>,
    /// `None` for a database in memory, which only its one connection sees.
    reads: Option<Arc<Queue<Box<dyn Call>>>>,
    patience: Duration,
    running: watch::Receiver<()>,
}

struct Writes {
    queue: Queue<Write>,
    /// The queue of the transaction that holds the writer.
    held: Mutex<Option<Arc<Queue<Step>>>>,
}

enum Write {
    Call(Box<dyn Call>),
    Transaction(Request),
}

impl Pool {
    pub(in crate::db) async fn open(
        place: Place,
        readers: usize,
        patience: Duration,
    ) -> Result<Self> {
        // Opening reads files: that is no work for a task.
        tokio::task::spawn_blocking(move || Self::open_now(&place, readers, patience))
            .await
            .map_err(Error::internal)?
    }

    fn open_now(place: &Place, readers: usize, patience: Duration) -> Result<Self> {
        let (alive, running) = watch::channel(());
        let alive = Arc::new(alive);
        let writes = Arc::new(Writes { queue: Queue::new(), held: Mutex::default() });
        let pool = Self {
            writes: Arc::clone(&writes),
            reads: (*place != Place::Memory).then(|| Arc::new(Queue::new())),
            patience,
            running,
        };
        // From here on, a failure drops the pool, which ends the threads that were begun.
        let mut conn = open::writer(place, patience)?;
        let guard = Arc::clone(&alive);
        spawn("ordain-db-writer", move || {
            writes.serve(&mut conn);
            drop((conn, guard));
        })?;
        if let Some(reads) = &pool.reads {
            for _ in 0..readers.max(1) {
                let mut conn = open::reader(place, patience)?;
                let (reads, guard) = (Arc::clone(reads), Arc::clone(&alive));
                spawn("ordain-db-reader", move || {
                    while let Some(call) = reads.pop() {
                        serve(&mut conn, call);
                    }
                    drop((conn, guard));
                })?;
            }
        }
        Ok(pool)
    }

    pub(super) async fn read<R, F>(&self, work: F) -> Result<R>
    where
        R: Send + 'static,
        F: FnOnce(&mut SqliteConnection) -> QueryResult<R> + Send + 'static,
    {
        let Some(reads) = &self.reads else { return self.write(work).await };
        let (call, answer) = call(work);
        reads.push(call).map_err(|_| closed())?;
        answer.within(self.patience).await
    }

    pub(super) async fn write<R, F>(&self, work: F) -> Result<R>
    where
        R: Send + 'static,
        F: FnOnce(&mut SqliteConnection) -> QueryResult<R> + Send + 'static,
    {
        let (call, answer) = call(work);
        self.writes.queue.push(Write::Call(call)).map_err(|_| closed())?;
        answer.within(self.patience).await
    }

    pub(in crate::db) async fn begin(&self) -> Result<Lease> {
        let (request, promise) = request(self.patience);
        self.writes.queue.push(Write::Transaction(request)).map_err(|_| closed())?;
        promise.within(self.patience).await
    }

    pub(in crate::db) async fn ping(&self) -> Result<()> {
        use diesel::connection::SimpleConnection;
        self.read(|conn| conn.batch_execute("SELECT 1")).await
    }

    pub(in crate::db) async fn close(&self) {
        self.end();
        // Nothing is ever sent: the channel closes with the last thread.
        let mut running = self.running.clone();
        while running.changed().await.is_ok() {}
    }

    fn end(&self) {
        self.writes.end();
        if let Some(reads) = &self.reads {
            reads.close();
        }
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.end();
    }
}

impl Writes {
    fn serve(&self, conn: &mut SqliteConnection) {
        while let Some(write) = self.queue.pop() {
            match write {
                Write::Call(call) => serve(conn, call),
                Write::Transaction(request) => request.serve(conn, |steps| self.hold(steps)),
            }
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

    fn end(&self) {
        self.queue.close();
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(steps) = &*held {
            steps.close();
        }
    }
}

/// Does one call on its own.
fn serve(conn: &mut SqliteConnection, mut call: Box<dyn Call>) {
    if call.work(conn) == Outcome::Panicked {
        rollback(conn);
    }
    call.answer(Ok(()));
}

fn spawn(name: &str, body: impl FnOnce() + Send + 'static) -> Result<()> {
    thread::Builder::new().name(name.to_owned()).spawn(body).map_err(Error::internal)?;
    Ok(())
}
