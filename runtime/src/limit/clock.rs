//! What time it is, in milliseconds.

use std::sync::LazyLock;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// When this process asked for the first time.
static BEGINNING: LazyLock<Instant> = LazyLock::new(Instant::now);

/// The time that all instances share, since 1970.
pub(super) fn wall() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

/// The time of this process alone, which nobody can set back.
pub(super) fn ticks() -> u64 {
    u64::try_from(BEGINNING.elapsed().as_millis()).unwrap_or(u64::MAX)
}
