//! How a database is used: how many connections, and how long each thing may take.

use std::time::Duration;

use crate::config::Synchronous;

/// The settings of a [`Db`](super::Db); the section `database` of the configuration has them, too.
///
/// # Examples
///
/// ```
/// let options = ordain::db::Options { pool_size: 20, ..Default::default() };
/// assert_eq!(options.acquire_timeout.as_secs(), 5);
/// ```
#[derive(Debug, Clone)]
pub struct Options {
    /// SQLite: the number of threads for long reads; short ones run where they are asked for. A
    /// database in memory has one thread only.
    pub readers: usize,
    /// SQLite: how long a statement waits for its turn, or for a lock of another process.
    pub busy_timeout: Duration,
    /// SQLite: when a change counts as done.
    pub synchronous: Synchronous,
    /// Servers: the most connections of the pool. On PostgreSQL, each worker has one more of its
    /// own, which its reads share.
    pub pool_size: usize,
    /// Servers: how long a statement waits for a connection, and a connection to be opened.
    pub acquire_timeout: Duration,
    /// Servers: how long a connection may be unused before it is closed.
    pub idle_timeout: Duration,
    /// Servers: how old a connection may become.
    pub max_lifetime: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            readers: 4,
            busy_timeout: Duration::from_secs(5),
            synchronous: Synchronous::Full,
            pool_size: 10,
            acquire_timeout: Duration::from_secs(5),
            idle_timeout: Duration::from_mins(10),
            max_lifetime: Duration::from_mins(30),
        }
    }
}

#[cfg(feature = "__remote")]
impl From<&Options> for super::remote::Limits {
    fn from(options: &Options) -> Self {
        Self {
            size: options.pool_size,
            wait: options.acquire_timeout,
            idle: options.idle_timeout,
            lifetime: options.max_lifetime,
        }
    }
}
