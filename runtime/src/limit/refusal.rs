//! What is said to those who come too often. It never says why, nor whether anybody is known.

use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderValue, RETRY_AFTER};

use crate::error::Error;

/// 429 with `Retry-After`, in whole seconds: never too early, and never zero.
#[must_use]
pub fn refusal(what: &str, milliseconds: u64) -> Error {
    let seconds = milliseconds.div_ceil(1000).max(1);
    let detail = format!("too many {what}: try again in {seconds} s");
    Error::new(StatusCode::TOO_MANY_REQUESTS, "too_many_requests", detail)
        .with_header(RETRY_AFTER, HeaderValue::from(seconds))
}
