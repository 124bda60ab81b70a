//! Who waits for a hash: few are computed at once, and not everybody may wait.
//!
//! A flood of logins takes the cores for hashes, and never the threads that answer requests.

use std::num::NonZero;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::available_parallelism;

use actix_web::http::header::{HeaderValue, RETRY_AFTER};
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::error::{Error, Result};

/// How many hashes are computed at once. Each takes 19 MiB and a core for its time: more of them
/// would only take longer, and the memory.
static PERMITS: LazyLock<Semaphore> = LazyLock::new(|| {
    let cores = available_parallelism().map_or(1, NonZero::get);
    Semaphore::new(cores)
});

static WAITING: AtomicUsize = AtomicUsize::new(0);
static MOST_WAITING: AtomicUsize = AtomicUsize::new(usize::MAX);

/// Says how many may wait. The hashes of a process have one queue, and the last application says.
pub(crate) fn limit_queue(most: usize) {
    MOST_WAITING.store(most, Ordering::Relaxed);
}

/// Runs it on a thread that may block, when one of the few places is free.
///
/// # Errors
///
/// 503 if too many wait already.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T> {
    let permit = permit().await?;
    let result = tokio::task::spawn_blocking(move || {
        // Given back when the work ends, also when nobody waits for it any more.
        let _permit = permit;
        work()
    });
    Ok(result.await?)
}

async fn permit() -> Result<SemaphorePermit<'static>> {
    if let Ok(permit) = PERMITS.try_acquire() {
        return Ok(permit);
    }
    let _place = Place::take()?;
    Ok(PERMITS.acquire().await?)
}

/// A place in the queue, left when this is dropped: also when nobody waits for it any more.
struct Place;

impl Place {
    fn take() -> Result<Self> {
        let before = WAITING.fetch_add(1, Ordering::Relaxed);
        let place = Self;
        if before < MOST_WAITING.load(Ordering::Relaxed) {
            return Ok(place);
        }
        let error = Error::unavailable("too many passwords are being checked");
        Err(error.with_header(RETRY_AFTER, HeaderValue::from_static("1")))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        WAITING.fetch_sub(1, Ordering::Relaxed);
    }
}
