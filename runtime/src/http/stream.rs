//! Replies that are sent while they are made: byte streams and server-sent events.
//!
//! Nothing is collected: each item leaves as soon as it is there.

use std::fmt::{Display, Write};
use std::time::Duration;

use actix_web::body::BodyStream;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use actix_web::web::Bytes;
use actix_web::{HttpResponse, body::MessageBody};
use futures_util::stream::poll_fn;
use futures_util::{Stream, StreamExt};
use serde::Serialize;

use super::call::{Call, success};
use super::operation::Operation;
use super::reply::{Output, Reply, kind};
use crate::error::{Error, Result};

const EVENT_STREAM: &str = "text/event-stream";
const LINES: &str = "application/x-ndjson";

/// A body of unknown length, sent in chunks.
pub struct Streamed<S> {
    media_type: &'static str,
    chunks: S,
}

impl<S> Streamed<S> {
    /// The chunks, and what they are together: `text/csv`.
    pub fn new(media_type: &'static str, chunks: S) -> Self {
        Self { media_type, chunks }
    }
}

#[diagnostic::do_not_recommend]
impl<S> Reply<kind::Own> for Streamed<S>
where
    S: Stream<Item = Result<Bytes>> + 'static,
{
    fn reply(self, call: &Call) -> Result<HttpResponse> {
        Ok(streaming(call, HeaderValue::from_static(self.media_type), self.chunks))
    }

    fn describe(operation: &mut Operation<'_>) {
        operation.success_any();
        operation.streams_anything();
    }
}

/// Values as lines of JSON, each sent as soon as it is there: `Lines<Rows<Post>>` of a query that is
/// streamed.
pub struct Lines<S>(pub S);

#[diagnostic::do_not_recommend]
impl<S, T> Reply<kind::Own> for Lines<S>
where
    S: Stream<Item = Result<T>> + 'static,
    T: Output,
{
    fn reply(self, call: &Call) -> Result<HttpResponse> {
        let line = |value: Result<T>| {
            let mut line = serde_json::to_vec(&value?)?;
            line.push(b'\n');
            Ok(Bytes::from(line))
        };
        Ok(streaming(call, HeaderValue::from_static(LINES), self.0.map(line)))
    }

    fn describe(operation: &mut Operation<'_>) {
        let status = success(operation.spec);
        operation.content::<T>(status, LINES);
    }
}

/// Server-sent events, as the HTML standard (§9.2) has them.
pub struct Events<S>(pub S);

#[diagnostic::do_not_recommend]
impl<S> Reply<kind::Own> for Events<S>
where
    S: Stream<Item = Result<Event>> + 'static,
{
    fn reply(self, call: &Call) -> Result<HttpResponse> {
        let chunks = self.0.map(|event| event.map(|event| Bytes::from(event.0)));
        let mut response = streaming(call, HeaderValue::from_static(EVENT_STREAM), chunks);
        response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        Ok(response)
    }

    fn describe(operation: &mut Operation<'_>) {
        let status = success(operation.spec);
        operation.content::<String>(status, EVENT_STREAM);
        operation.streams_anything();
    }
}

/// One event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event(String);

impl Event {
    /// An event with a text, which may have several lines.
    #[must_use]
    pub fn text(text: &str) -> Self {
        let mut event = String::new();
        for line in text.split(['\n', '\r']) {
            let _ = writeln!(event, "data: {line}");
        }
        Self(event + "\n")
    }

    /// An event with a value as JSON. Made inside of the stream, it has the fields that the caller
    /// may read; made before, those that everybody may, unless
    /// [`as_caller`](crate::policy::view::as_caller) says who reads it.
    ///
    /// # Errors
    /// 500 if the value cannot be written as JSON.
    pub fn json(value: &impl Serialize) -> Result<Self> {
        Ok(Self::text(&serde_json::to_string(value)?))
    }

    /// What the browser sends back as `Last-Event-ID` when it connects again.
    #[must_use]
    pub fn id(self, id: impl Display) -> Self {
        self.field("id", &id.to_string())
    }

    /// The name that listeners subscribe to.
    #[must_use]
    pub fn name(self, name: &str) -> Self {
        self.field("event", name)
    }

    /// How long the browser waits before it connects again.
    #[must_use]
    pub fn retry(self, wait: Duration) -> Self {
        self.field("retry", &wait.as_millis().to_string())
    }

    /// A field has one line: what follows a line break would be another field.
    fn field(self, name: &str, value: &str) -> Self {
        let value = value.split(['\n', '\r', '\0']).next().unwrap_or_default();
        Self(format!("{name}: {value}\n{}", self.0))
    }
}

fn streaming<S>(call: &Call, media_type: HeaderValue, chunks: S) -> HttpResponse
where
    S: Stream<Item = Result<Bytes>> + 'static,
{
    let spec = call.spec;
    let chunks = chunks.map(move |chunk| {
        chunk.map_err(|error: Error| {
            // The status has been sent: all that is left is to break off, and to say so in the log.
            tracing::error!(route = %spec, "the stream broke off: {error}");
            std::io::Error::other(error.to_string())
        })
    });
    let body = match call.viewer() {
        None => BodyStream::new(Box::pin(chunks)).boxed(),
        // The stream runs when the call is over: it takes along who looks.
        Some(viewer) => {
            let mut chunks = Box::pin(chunks);
            let chunks = poll_fn(move |cx| viewer.look(|| chunks.as_mut().poll_next(cx)));
            BodyStream::new(chunks).boxed()
        }
    };
    let mut response = HttpResponse::with_body(call.success(), body);
    response.headers_mut().insert(CONTENT_TYPE, media_type);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_written_line_by_line() {
        let event = Event::text("a\nb").name("tick").id(7).retry(Duration::from_secs(1));
        assert_eq!(event.0, "retry: 1000\nid: 7\nevent: tick\ndata: a\ndata: b\n\n");
    }

    #[test]
    fn a_field_cannot_smuggle_another() {
        assert_eq!(Event::text("x").name("a\ndata: evil").0, "event: a\ndata: x\n\n");
    }
}
