//! Figures of the running application, for Prometheus to read.
//!
//! They are counted where things happen; nothing is computed before somebody asks.

use std::fmt::Debug;
use std::sync::{Arc, PoisonError, RwLock};

use prometheus_client::collector::Collector;
#[cfg(feature = "__database")]
use prometheus_client::encoding::{DescriptorEncoder, EncodeMetric};
#[cfg(feature = "__database")]
use prometheus_client::metrics::{counter::ConstCounter, family::Family, gauge::Gauge};
use prometheus_client::registry::{Metric, Registry};

#[cfg(feature = "__database")]
use crate::db::Db;
use crate::error::{Error, Result};

pub use prometheus_client;

/// All figures of an application, served at `/metrics`: what [`Started::metrics`](crate::app::Started::metrics) and
/// `State<Metrics>` in a route give.
///
/// # Examples
///
/// ```
/// use ordain::metrics::{Metrics, prometheus_client::metrics::counter::Counter};
///
/// let orders: Counter = Counter::default();
/// let metrics = Metrics::default();
/// metrics.register("orders", "Orders that were placed", orders.clone());
/// orders.inc();
/// assert!(metrics.text()?.contains("orders_total 1"));
/// # Ok::<(), ordain::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct Metrics(Arc<RwLock<Registry>>);

/// The media type of [`Metrics::text`].
pub const MEDIA_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

impl Metrics {
    /// Adds a figure: a counter, a gauge, a histogram, or a family of them. A counter's name gets the
    /// end `_total` when it is shown.
    pub fn register(&self, name: &str, help: &str, metric: impl Metric) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).register(name, help, metric);
    }

    /// All of them as text (`OpenMetrics` 1.0).
    ///
    /// # Errors
    /// `internal` if a figure cannot be written.
    pub fn text(&self) -> Result<String> {
        let registry = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let mut text = String::new();
        prometheus_client::encoding::text::encode(&mut text, &registry).map_err(Error::internal)?;
        Ok(text)
    }

    /// Tells of the connections of a database.
    #[cfg(feature = "__database")]
    pub(crate) fn watch(&self, db: Db) {
        self.collect(Connections(db));
    }

    /// Adds figures that are found out when somebody asks.
    pub(crate) fn collect(&self, collector: impl Collector) {
        let mut registry = self.0.write().unwrap_or_else(PoisonError::into_inner);
        registry.register_collector(Box::new(collector));
    }
}

impl Debug for Metrics {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Metrics").finish_non_exhaustive()
    }
}

/// The connections of a database, named as OpenTelemetry's conventions for database clients have it.
#[cfg(feature = "__database")]
#[derive(Debug)]
struct Connections(Db);

#[cfg(feature = "__database")]
impl Collector for Connections {
    fn encode(&self, mut encoder: DescriptorEncoder) -> std::fmt::Result {
        let status = self.0.pool_status();
        let by_state = Family::<[(&str, &str); 1], Gauge>::default();
        for (state, count) in
            [("idle", status.idle), ("used", status.open.saturating_sub(status.idle))]
        {
            by_state.get_or_create(&[("state", state)]).set(whole(count));
        }
        let most = Gauge::<i64>::default();
        most.set(whole(status.most));
        let waiting = Gauge::<i64>::default();
        waiting.set(whole(status.waiting));
        let refused = ConstCounter::new(status.refused);
        let figures: [(&str, &str, &dyn EncodeMetric); 4] = [
            ("count", "Connections to the database, by what they do", &by_state),
            ("max", "The most connections to the database", &most),
            ("pending_requests", "Statements that wait for a connection", &waiting),
            ("timeouts", "Statements that found no connection in time", &refused),
        ];
        for (name, help, metric) in figures {
            let name = format!("db_client_connection_{name}");
            let kind = metric.metric_type();
            metric.encode(encoder.encode_descriptor(&name, help, None, kind)?)?;
        }
        Ok(())
    }
}

#[cfg(feature = "__database")]
fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
