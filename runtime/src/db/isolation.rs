//! How a transaction is kept apart from others, and what is done when one comes between.
//!
//! It says nothing of how a transaction runs.

use std::time::{Duration, SystemTime};

#[cfg(feature = "__remote")]
use super::Dialect;

/// What a transaction sees of others that run at the same time (ISO/IEC 9075-2, 4.41.4).
///
/// SQLite lets one transaction write at a time and shows it no other, which is more than any of
/// these asks for: it takes all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Isolation {
    /// What the database does by itself: PostgreSQL's read committed, MySQL's repeatable read.
    #[default]
    Database,
    /// Each statement sees what was committed before it began.
    ReadCommitted,
    /// All statements see what was committed before the first of them.
    RepeatableRead,
    /// The outcome is one that the transactions could have had one after another. Where it would not
    /// be, one of them fails: give it [`TransactionOptions::retries`].
    Serializable,
}

/// How [`Db::transaction_with`](super::Db::transaction_with) runs a transaction.
///
/// # Examples
///
/// ```
/// use ordain::db::{Isolation, TransactionOptions};
///
/// let careful = TransactionOptions { isolation: Isolation::Serializable, retries: 5 };
/// assert_eq!(TransactionOptions::default().retries, 0);
/// # let _ = careful;
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TransactionOptions {
    /// What it sees of others.
    pub isolation: Isolation,
    /// How often it runs once more after another transaction came between: after a serialization
    /// failure or a deadlock, and after nothing else.
    pub retries: u32,
}

/// The first pause before a transaction runs again, doubled each time.
const PAUSE: Duration = Duration::from_millis(5);

/// How often the pause is doubled at most.
const DOUBLED: u32 = 7;

#[cfg(feature = "__remote")]
impl Isolation {
    /// The statements that begin such a transaction.
    pub(super) fn begin(self, dialect: Dialect) -> String {
        let Some(level) = self.level() else { return "BEGIN".to_owned() };
        match dialect {
            #[cfg(feature = "mysql")]
            Dialect::Mysql => format!("SET TRANSACTION ISOLATION LEVEL {level}; BEGIN"),
            #[allow(unreachable_patterns, reason = "without MySQL there is no other")]
            _ => format!("BEGIN ISOLATION LEVEL {level}"),
        }
    }

    fn level(self) -> Option<&'static str> {
        match self {
            Self::Database => None,
            Self::ReadCommitted => Some("READ COMMITTED"),
            Self::RepeatableRead => Some("REPEATABLE READ"),
            Self::Serializable => Some("SERIALIZABLE"),
        }
    }
}

/// Lets the others get on before the `attempt`-th repetition. Those that met must not meet again, so
/// each waits for a time of its own.
pub(super) async fn pause(attempt: u32) {
    let longest = PAUSE * (1 << attempt.min(DOUBLED));
    let chance = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .map_or(0, |now| now.subsec_nanos() % 1_000);
    tokio::time::sleep(longest / 2 + longest * chance / 2_000).await;
}
