//! The time as the framework's own tables keep it.
//!
//! It is the clock of this machine; databases are not asked.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A point in time, in milliseconds since 1970.
pub(crate) type Millis = i64;

/// Now.
pub(crate) fn now() -> Millis {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, millis)
}

/// After some time from now.
pub(crate) fn after(delay: Duration) -> Millis {
    now().saturating_add(millis(delay))
}

/// A duration in milliseconds.
pub(crate) fn millis(duration: Duration) -> Millis {
    Millis::try_from(duration.as_millis()).unwrap_or(Millis::MAX)
}
