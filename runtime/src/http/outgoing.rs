//! A body on its way out, and what has to live as long as it.
//!
//! It changes no byte of the body.

use std::pin::Pin;
use std::task::{Context, Poll};

use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::web::Bytes;

/// A body that keeps a value until it ends or the client is gone.
pub struct Keeping<T> {
    body: BoxBody,
    _kept: T,
}

impl<T: Unpin + 'static> Keeping<T> {
    /// The body with the value.
    #[must_use]
    pub fn boxed(body: BoxBody, kept: T) -> BoxBody {
        BoxBody::new(Self { body, _kept: kept })
    }
}

impl<T: Unpin> MessageBody for Keeping<T> {
    type Error = <BoxBody as MessageBody>::Error;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Self::Error>>> {
        self.body.as_pin_mut().poll_next(cx)
    }
}
