//! Rows that are read one after another, however many there are.
//!
//! Whoever takes them decides how fast they are read. An end that came too early is never taken for
//! the last row.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_util::Stream;
use tokio::sync::mpsc::{Receiver, Sender, channel};

use crate::error::{Error, Result};

/// How many rows are read ahead of the one that is taken.
const AHEAD: usize = 64;

/// The rows of a query, as [`RunQuery::stream`](super::RunQuery::stream) reads them: a
/// `futures::Stream`, or one by one by [`Rows::next`].
///
/// It holds a connection until its end, or until it is dropped.
pub struct Rows<U> {
    /// What was looked at already: whether the query runs at all.
    first: Option<Part<U>>,
    rest: Receiver<Part<U>>,
    ended: bool,
}

enum Part<U> {
    Row(Result<U>),
    End,
}

/// The side that reads.
pub(super) struct Reading<U>(Sender<Part<U>>);

/// Nobody takes the rows any more.
pub(super) struct Left;

/// Both sides.
pub(super) fn rows<U>() -> (Reading<U>, Rows<U>) {
    let (sender, rest) = channel(AHEAD);
    (Reading(sender), Rows { first: None, rest, ended: false })
}

impl<U> Rows<U> {
    /// Rows that are there already.
    pub(super) fn of(loaded: Vec<U>) -> Self {
        let (sender, rest) = channel(loaded.len() + 1);
        let rows = loaded.into_iter().map(|row| Part::Row(Ok(row)));
        for part in rows.chain([Part::End]) {
            // There is room for all of them.
            let _ = sender.try_send(part);
        }
        Self { first: None, rest, ended: false }
    }

    /// Waits for the query to begin.
    ///
    /// # Errors
    /// What keeps it from that.
    pub(super) async fn begun(mut self) -> Result<Self> {
        match self.rest.recv().await {
            Some(Part::Row(Err(error))) => Err(error),
            Some(part) => Ok(Self { first: Some(part), ..self }),
            None => Err(cut_off()),
        }
    }

    /// The next row; `None` after the last one.
    ///
    /// # Errors
    /// Those of [`RunQuery::load`](super::RunQuery::load); it is the last thing that is given.
    pub async fn next(&mut self) -> Option<Result<U>> {
        std::future::poll_fn(|cx| self.poll(cx)).await
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<U>>> {
        if self.ended {
            return Poll::Ready(None);
        }
        let part = match self.first.take() {
            Some(part) => Some(part),
            None => ready!(self.rest.poll_recv(cx)),
        };
        let row = match part {
            Some(Part::Row(row)) => Some(row),
            Some(Part::End) => None,
            None => Some(Err(cut_off())),
        };
        self.ended = !matches!(row, Some(Ok(_)));
        Poll::Ready(row)
    }
}

impl<U> Stream for Rows<U> {
    type Item = Result<U>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(cx)
    }
}

// No row is pinned: each is handed over as it is.
impl<U> Unpin for Rows<U> {}

impl<U> std::fmt::Debug for Rows<U> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rows").field("ended", &self.ended).finish_non_exhaustive()
    }
}

impl<U> Reading<U> {
    /// Hands a row over, as soon as there is room for it.
    #[cfg(feature = "__remote")]
    pub(super) async fn give(&self, row: U) -> Result<(), Left> {
        self.0.send(Part::Row(Ok(row))).await.map_err(|_| Left)
    }

    /// Says how the reading ended.
    #[cfg(feature = "__remote")]
    pub(super) async fn end(self, result: Result<()>) {
        // Who has left need not know.
        let _ = self.0.send(last(result)).await;
    }

    /// [`Reading::give`] on a thread that may wait.
    #[cfg(feature = "sqlite")]
    pub(super) fn give_now(&self, row: U) -> Result<(), Left> {
        self.0.blocking_send(Part::Row(Ok(row))).map_err(|_| Left)
    }

    /// [`Reading::end`] on a thread that may wait.
    #[cfg(feature = "sqlite")]
    pub(super) fn end_now(self, result: Result<()>) {
        let _ = self.0.blocking_send(last(result));
    }
}

fn last<U>(result: Result<()>) -> Part<U> {
    match result {
        Ok(()) => Part::End,
        Err(error) => Part::Row(Err(error)),
    }
}

fn cut_off() -> Error {
    Error::internal("the reading of rows was cut off before its end")
}
