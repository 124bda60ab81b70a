//! How many requests are being answered, and which are refused because there are too many.
//!
//! A request counts until its answer has been made; one whose body is still being made, until that
//! ends.

use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use actix_web::HttpResponse;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderValue, RETRY_AFTER};

use super::outgoing::Keeping;
use super::services::Services;
use super::spec::{Priority, RouteSpec};
use crate::error::{Error, Result};
#[cfg(feature = "metrics")]
use crate::metrics::{
    Metrics,
    prometheus_client::{
        collector::Collector,
        encoding::{DescriptorEncoder, EncodeMetric},
        metrics::{counter::Counter, family::Family, gauge::Gauge},
    },
};

/// After this many seconds a refused client may try again.
const WAIT: u64 = 1;

/// The requests that are being answered, of all workers.
#[derive(Debug, Default)]
pub struct Load {
    bound: Option<usize>,
    in_flight: AtomicUsize,
    #[cfg(feature = "metrics")]
    shed: Family<[(&'static str, &'static str); 2], Counter>,
}

impl Load {
    /// None yet, and at most `bound` of normal priority.
    #[must_use]
    pub fn new(bound: Option<usize>) -> Self {
        Self { bound, ..Self::default() }
    }

    /// Shows them among the figures.
    #[cfg(feature = "metrics")]
    pub fn show(self: &Arc<Self>, metrics: &Metrics) {
        metrics.register(
            "requests_shed",
            "Requests refused under load, by route",
            self.shed.clone(),
        );
        metrics.collect(Shown(Arc::clone(self)));
    }

    /// The number of requests of a priority at which the next is refused.
    fn bound(&self, priority: Priority) -> Option<usize> {
        let bound = self.bound?;
        match priority {
            Priority::Background => Some((bound * 7).div_ceil(10)),
            Priority::Normal => Some(bound),
            Priority::Critical => None,
        }
    }

    fn refuse(&self, spec: &'static RouteSpec) -> Error {
        #[cfg(feature = "metrics")]
        self.shed.get_or_create(&[("method", spec.method.name()), ("route", spec.path)]).inc();
        let _ = (self, spec);
        let detail = format!("there is too much to do: try again in {WAIT} s");
        Error::new(StatusCode::SERVICE_UNAVAILABLE, "overloaded", detail)
            .with_header(RETRY_AFTER, HeaderValue::from(WAIT))
    }
}

/// One request that counts, until it is dropped.
pub struct InFlight(
    #[expect(clippy::redundant_allocation, reason = "as the dispatcher has it")] Rc<Arc<Services>>,
);

impl InFlight {
    /// Counts a request to a route, where requests are counted.
    ///
    /// # Errors
    /// 503 with `Retry-After` if there are too many for its priority.
    pub fn enter(services: &Rc<Arc<Services>>, spec: &'static RouteSpec) -> Result<Option<Self>> {
        let Some(load) = &services.load else { return Ok(None) };
        let before = load.in_flight.fetch_add(1, Ordering::Relaxed);
        let counted = Self(Rc::clone(services));
        match load.bound(spec.limits.priority.unwrap_or_default()) {
            Some(bound) if before >= bound => Err(load.refuse(spec)),
            _ => Ok(Some(counted)),
        }
    }

    /// Goes on counting while the body of the answer is made.
    pub fn until_sent(self, response: HttpResponse) -> HttpResponse {
        response.map_body(|_, body| match body.try_into_bytes() {
            Ok(bytes) => BoxBody::new(bytes),
            Err(body) => Keeping::boxed(body, self),
        })
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        if let Some(load) = &self.0.load {
            load.in_flight.fetch_sub(1, Ordering::Relaxed);
        }
    }
}

/// The requests in flight as a figure, named as OpenTelemetry's conventions for HTTP servers have it.
#[cfg(feature = "metrics")]
#[derive(Debug)]
struct Shown(Arc<Load>);

#[cfg(feature = "metrics")]
impl Collector for Shown {
    fn encode(&self, mut encoder: DescriptorEncoder) -> std::fmt::Result {
        let count = Gauge::<i64>::default();
        count.set(i64::try_from(self.0.in_flight.load(Ordering::Relaxed)).unwrap_or(i64::MAX));
        let (name, help) = ("http_server_active_requests", "Requests that are being answered");
        count.encode(encoder.encode_descriptor(name, help, None, count.metric_type())?)
    }
}
