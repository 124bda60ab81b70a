//! The threads of a database and what they are given to do.
//!
//! A thread ends when its queue closes, never by what a call does.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use diesel::connection::SimpleConnection;
use diesel::result::QueryResult;
use diesel::sqlite::SqliteConnection;
use tokio::sync::{Semaphore, watch};

use super::super::failure;
use super::super::status::PoolStatus;
use super::super::stream::{self, Left, Rows};
use super::super::url::Place;
use super::call::{Answer, Call, Work, call, closed, once};
use super::habit::Key;
use super::lease::{Lease, References, request};
use super::open::{self, Settings};
use super::own::Owned;
use super::patience::Patience;
use super::queue::Queue;
use super::repeat::Repeat;
use super::writer::{Write, Writes, bare};
use crate::error::{Error, Result};

/// The threads of one database, and the connections that other threads have to it.
pub struct Pool {
    writes: Arc<Writes>,
    /// `None` for a database in memory, which only its one connection sees.
    reads: Option<Reads>,
    patience: Patience,
    running: watch::Receiver<()>,
    threads: usize,
}

struct Reads {
    queue: Arc<Queue<Box<dyn Call>>>,
    owned: Arc<Owned>,
    place: Place,
    /// How many more streams there may be: each has a thread and a connection.
    streams: Arc<Semaphore>,
}

/// How many streams there may be at the same time.
const STREAMS: usize = 64;

impl Pool {
    pub(in crate::db) async fn open(place: Place, settings: Settings) -> Result<Self> {
        // Opening reads files: that is no work for a task.
        tokio::task::spawn_blocking(move || Self::open_now(&place, settings))
            .await
            .map_err(Error::internal)?
    }

    fn open_now(place: &Place, settings: Settings) -> Result<Self> {
        let (alive, running) = watch::channel(());
        let alive = Arc::new(alive);
        let patience = settings.patience;
        let writes = Arc::new(Writes::new());
        let reads = (*place != Place::Memory).then(|| Reads {
            queue: Arc::new(Queue::new()),
            owned: Owned::new(place.clone(), patience),
            place: place.clone(),
            streams: Arc::new(Semaphore::new(STREAMS)),
        });
        let threads = 1 + reads.as_ref().map_or(0, |_| settings.readers.max(1));
        let pool = Self {
            writes: Arc::clone(&writes),
            reads,
            patience: Patience::new(patience),
            running,
            threads,
        };
        // From here on, a failure drops the pool, which ends the threads that were begun.
        let mut conn = open::writer(place, settings)?;
        let guard = Arc::clone(&alive);
        spawn("ordain-db-writer", move || {
            writes.serve(&mut conn);
            drop((conn, guard));
        })?;
        if let Some(Reads { queue, .. }) = &pool.reads {
            for _ in 0..settings.readers.max(1) {
                let mut conn = open::reader(place, patience)?;
                let (queue, guard) = (Arc::clone(queue), Arc::clone(&alive));
                spawn("ordain-db-reader", move || {
                    while let Some(call) = queue.pop() {
                        bare(&mut conn, call);
                    }
                    drop((conn, guard));
                })?;
            }
        }
        Ok(pool)
    }

    pub(super) async fn read<R, F>(&self, key: Key, work: F) -> Result<R>
    where
        R: Send + 'static,
        F: FnOnce(&mut SqliteConnection) -> QueryResult<R> + Send + 'static,
    {
        let Some(Reads { queue, owned, .. }) = &self.reads else {
            return self.write_bare(work).await;
        };
        let work = if owned.is_short(key) {
            // Many reads in a row never wait for anything: let others have the thread now and then.
            tokio::task::coop::consume_budget().await;
            match owned.read(key, work) {
                Ok(result) => return result,
                Err(work) => work,
            }
        } else {
            work
        };
        let (call, answer) = call(once(move |conn: &mut SqliteConnection| {
            let since = Instant::now();
            work(conn).map(|rows| (rows, since.elapsed()))
        }));
        queue.push(call).map_err(|_| closed())?;
        let (rows, time) = answer.within(&self.patience).await?;
        owned.note(key, time);
        Ok(rows)
    }

    /// Whether reads have connections beside the writer's.
    pub(super) fn has_readers(&self) -> bool {
        self.reads.is_some()
    }

    /// Reads on a thread and a connection of its own, for nobody knows how fast rows are taken.
    pub(super) async fn stream<Q, U>(&self, query: Q) -> Result<Rows<U>>
    where
        Q: Repeat<U> + Send + 'static,
        U: Send + 'static,
    {
        let reads = self.reads.as_ref().filter(|reads| !reads.queue.is_closed());
        let Some(Reads { place, streams, .. }) = reads else { return Err(closed()) };
        let turn = tokio::time::timeout(self.patience.time, Arc::clone(streams).acquire_owned());
        let turn = turn.await.map_err(|_| self.patience.busy())?.map_err(|_| closed())?;
        let (place, patience) = (place.clone(), self.patience.time);
        let (reading, rows) = stream::rows();
        tokio::task::spawn_blocking(move || {
            let read = open::reader(&place, patience).and_then(|mut conn| {
                let take = |row| match reading.give_now(row) {
                    Ok(()) => ControlFlow::Continue(()),
                    Err(Left) => ControlFlow::Break(()),
                };
                query.each(&mut conn, take).map_err(failure::of_diesel)
            });
            reading.end_now(read);
            drop(turn);
        });
        rows.begun().await
    }

    /// Writes, in a commit that other writes may share.
    pub(super) async fn write<R, F>(&self, work: F) -> Result<R>
    where
        R: Send + 'static,
        F: Work<R> + 'static,
    {
        let (call, answer) = call(work);
        self.send(Write::Shared(call), answer).await
    }

    /// Does something on the writer's connection, outside of any transaction.
    pub(super) async fn write_bare<R, F>(&self, work: F) -> Result<R>
    where
        R: Send + 'static,
        F: FnOnce(&mut SqliteConnection) -> QueryResult<R> + Send + 'static,
    {
        let (call, answer) = call(once(work));
        self.send(Write::Bare(call), answer).await
    }

    async fn send<R>(&self, write: Write, answer: Answer<R>) -> Result<R> {
        self.writes.queue.push(write).map_err(|_| closed())?;
        answer.within(&self.patience).await
    }

    pub(in crate::db) async fn begin(&self, references: References) -> Result<Lease> {
        let (request, promise) = request(self.patience.clone(), references);
        self.writes.queue.push(Write::Transaction(request)).map_err(|_| closed())?;
        promise.within(&self.patience).await
    }

    pub(in crate::db) fn status(&self) -> PoolStatus {
        let (to_write, free_writers) = self.writes.queue.load();
        let (to_read, free_readers) =
            self.reads.as_ref().map_or((0, 0), |reads| reads.queue.load());
        PoolStatus {
            most: self.threads,
            open: self.threads,
            idle: free_writers + free_readers,
            waiting: to_write + to_read,
            refused: self.patience.refused(),
        }
    }

    pub(in crate::db) async fn ping(&self) -> Result<()> {
        let work = |conn: &mut SqliteConnection| conn.batch_execute("SELECT 1");
        let Some(Reads { queue, .. }) = &self.reads else { return self.write_bare(work).await };
        let (call, answer) = call(once(work));
        queue.push(call).map_err(|_| closed())?;
        answer.within(&self.patience).await
    }

    pub(in crate::db) async fn close(&self) {
        self.end();
        // Nothing is ever sent: the channel closes with the last thread.
        let mut running = self.running.clone();
        while running.changed().await.is_ok() {}
    }

    fn end(&self) {
        self.writes.end();
        if let Some(Reads { queue, owned, .. }) = &self.reads {
            queue.close();
            owned.close();
        }
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.end();
    }
}

fn spawn(name: &str, body: impl FnOnce() + Send + 'static) -> Result<()> {
    thread::Builder::new().name(name.to_owned()).spawn(body).map_err(Error::internal)?;
    Ok(())
}
