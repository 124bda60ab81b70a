//! Rate limits: how often one caller may call one route.
//!
//! Counted in this process, by the generic cell rate algorithm (GCRA). Never shared between routes.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderName, HeaderValue, RETRY_AFTER};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::spec::RateLimit;
use crate::error::{Error, Result};

/// The header that tells how many calls are allowed.
pub const LIMIT: HeaderName = HeaderName::from_static("ratelimit-limit");
/// The header that tells how many are left.
pub const REMAINING: HeaderName = HeaderName::from_static("ratelimit-remaining");
/// The header that tells in how many seconds there is one again.
pub const RESET: HeaderName = HeaderName::from_static("ratelimit-reset");

/// After so many calls the counts of callers who are no longer near their limit are forgotten.
const CALLS_BETWEEN_CLEANINGS: u32 = 10_000;

/// Whom a count belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Caller {
    /// An address.
    Ip(Option<IpAddr>),
    /// A signed-in caller.
    Actor(i64),
}

/// The counts of one route.
pub struct Limiter {
    declared: RateLimit,
    counts: DefaultKeyedRateLimiter<Caller>,
    clock: DefaultClock,
    calls: AtomicU32,
}

impl Limiter {
    /// No calls counted yet; `None` if the declaration allows none or takes no time, which the
    /// macro refuses.
    #[must_use]
    pub fn new(declared: RateLimit) -> Option<Self> {
        let count = NonZeroU32::new(declared.count)?;
        let quota = Quota::with_period(declared.per / declared.count)?.allow_burst(count);
        Some(Self {
            declared,
            counts: RateLimiter::keyed(quota),
            clock: DefaultClock::default(),
            calls: AtomicU32::new(0),
        })
    }

    /// What is counted.
    #[must_use]
    pub fn declared(&self) -> RateLimit {
        self.declared
    }

    /// Counts a call.
    ///
    /// # Errors
    /// 429 with `Retry-After` if the caller called too often.
    pub fn count(&self, caller: &Caller) -> Result<()> {
        if self.calls.fetch_add(1, Ordering::Relaxed).is_multiple_of(CALLS_BETWEEN_CLEANINGS) {
            self.counts.retain_recent();
        }
        match self.counts.check_key(caller) {
            Ok(()) => Ok(()),
            Err(refused) => Err(self.refusal(refused.wait_time_from(self.clock.now()))),
        }
    }

    fn refusal(&self, wait: Duration) -> Error {
        let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
        let detail = format!("too many requests: try again in {seconds} s");
        Error::new(StatusCode::TOO_MANY_REQUESTS, "too_many_requests", detail)
            .with_header(RETRY_AFTER, HeaderValue::from(seconds))
            .with_header(LIMIT, HeaderValue::from(self.declared.count))
            .with_header(REMAINING, HeaderValue::from_static("0"))
            .with_header(RESET, HeaderValue::from(seconds))
    }
}
