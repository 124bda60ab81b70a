//! What is said to those who come too often. It never says why, nor whether anybody is known.

use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderValue, RETRY_AFTER};

use crate::error::Error;

/// 429 with `Retry-After`.
#[must_use]
pub fn refusal(what: &str, milliseconds: u64) -> Error {
    let seconds = seconds(milliseconds).max(1);
    let detail = format!("too many {what}: try again in {seconds} s");
    Error::new(StatusCode::TOO_MANY_REQUESTS, "too_many_requests", detail)
        .with_header(RETRY_AFTER, HeaderValue::from(seconds))
}

/// A wait in whole seconds, not shorter than it is; but for the millisecond by which a limit is on the
/// safe side, so that a minute is not told as 61 seconds.
#[must_use]
pub fn seconds(milliseconds: u64) -> u64 {
    milliseconds.saturating_sub(1).div_ceil(1000)
}
