//! How busy the connections of a database are.

/// The connections of a [`Db`](super::Db) at one moment. On SQLite they are its threads; what runs on the
/// thread that asks, and on PostgreSQL what shares the connection of a worker, is not counted.
///
/// # Examples
///
/// ```
/// # #[tokio::main]
/// # async fn main() -> ordain::Result<()> {
/// let db = ordain::db::Db::connect("sqlite::memory:", &Default::default()).await?;
/// let status = db.pool_status();
/// assert_eq!((status.most, status.refused), (1, 0));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct PoolStatus {
    /// The most there may be.
    pub most: usize,
    /// Those that are open.
    pub open: usize,
    /// Those that nobody uses.
    pub idle: usize,
    /// How many statements wait for one.
    pub waiting: usize,
    /// How many statements found none in time, since the database was opened.
    pub refused: u64,
}
