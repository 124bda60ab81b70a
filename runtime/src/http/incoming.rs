//! A body on its way in, bounded in size and in time.
//!
//! It is not read before somebody asks for it.

use std::cell::RefCell;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::error::{JsonPayloadError, PayloadError, UrlencodedError};
use actix_web::http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use actix_web::http::{Method, StatusCode};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};
use futures_util::{Stream, StreamExt};
use tokio::time::{Sleep, sleep};

use super::outgoing::Keeping;
use crate::error::{Error, Result};

/// The bounds of a body.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Its size in bytes.
    pub size: usize,
    /// How long it may take, from when it is asked for.
    pub time: Option<Duration>,
}

/// A body in chunks, which is kept until its answer is sent: actix waits for ever for the rest of one
/// that nobody reads, and hangs up on one that somebody still could.
#[derive(Clone)]
pub struct Kept(Rc<RefCell<Payload>>);

impl Kept {
    /// Keeps a body in chunks; others pass.
    #[must_use]
    pub fn from(payload: Payload, request: &HttpRequest) -> (Payload, Option<Self>) {
        if matches!(payload, Payload::None) || !request.headers().contains_key(TRANSFER_ENCODING) {
            return (payload, None);
        }
        let kept = Self(Rc::new(RefCell::new(payload)));
        (Payload::Stream { payload: Box::pin(kept.clone()) }, Some(kept))
    }

    /// Lives as long as the answer: actix looks at its head and at the end of its body.
    pub fn until_sent(self, mut response: HttpResponse) -> HttpResponse {
        response.extensions_mut().insert(self.clone());
        response.map_body(|_, body| Keeping::boxed(body, self))
    }
}

impl Stream for Kept {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.borrow_mut().poll_next_unpin(cx)
    }
}

/// A payload that ends with an error past its bounds; one that announces more is not begun.
///
/// # Errors
/// 413 if it announces more.
pub fn bounded(payload: Payload, request: &HttpRequest, bounds: Bounds) -> Result<Payload> {
    if matches!(payload, Payload::None) {
        return Ok(payload);
    }
    if let Some(length) = request.headers().get(CONTENT_LENGTH) {
        let length = length.to_str().ok().and_then(|text| text.parse::<usize>().ok());
        if length.is_none_or(|length| length > bounds.size) {
            return Err(too_large());
        }
    }
    let time = bounds.time.filter(|_| !is_conversation(request));
    let incoming = Incoming { payload, left: bounds.size, time, timer: None };
    Ok(Payload::Stream { payload: Box::pin(incoming) })
}

/// Whether what follows the head is no body but another protocol, such as a WebSocket's.
fn is_conversation(request: &HttpRequest) -> bool {
    let headers = request.headers();
    let has_body = headers.contains_key(CONTENT_LENGTH) || headers.contains_key(TRANSFER_ENCODING);
    request.method() == Method::GET && request.head().upgrade() && !has_body
}

struct Incoming {
    payload: Payload,
    left: usize,
    time: Option<Duration>,
    timer: Option<Pin<Box<Sleep>>>,
}

impl Stream for Incoming {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let broken = match self.payload.poll_next_unpin(cx) {
            Poll::Ready(Some(Ok(chunk))) => match self.left.checked_sub(chunk.len()) {
                Some(left) => {
                    self.left = left;
                    return Poll::Ready(Some(Ok(chunk)));
                }
                None => PayloadError::Overflow,
            },
            Poll::Ready(ended) => return Poll::Ready(ended),
            Poll::Pending => {
                let Some(time) = self.time else { return Poll::Pending };
                let timer = self.timer.get_or_insert_with(|| Box::pin(sleep(time)));
                ready!(timer.as_mut().poll(cx));
                PayloadError::Io(io::ErrorKind::TimedOut.into())
            }
        };
        // There is nothing after the error.
        self.payload = Payload::None;
        Poll::Ready(Some(Err(broken)))
    }
}

/// A body that breaks its bounds, or breaks off, as the client sees it.
#[must_use]
pub fn unreadable(error: &PayloadError) -> Error {
    match error {
        PayloadError::Overflow => too_large(),
        PayloadError::Io(error) if error.kind() == io::ErrorKind::TimedOut => {
            let detail = "the body did not arrive in time";
            Error::new(StatusCode::REQUEST_TIMEOUT, "request_timeout", detail)
        }
        other => Error::bad_request(format!("the body broke off: {other}")),
    }
}

/// What an extractor of actix says of the body that it read.
#[must_use]
pub fn cause(error: &actix_web::Error) -> Option<&PayloadError> {
    let json = || match error.as_error::<JsonPayloadError>() {
        Some(JsonPayloadError::Payload(error)) => Some(error),
        _ => None,
    };
    let form = || match error.as_error::<UrlencodedError>() {
        Some(UrlencodedError::Payload(error)) => Some(error),
        _ => None,
    };
    error.as_error::<PayloadError>().or_else(json).or_else(form)
}

/// 413.
fn too_large() -> Error {
    let detail = "the body is larger than this route takes";
    Error::new(StatusCode::PAYLOAD_TOO_LARGE, "payload_too_large", detail)
}
