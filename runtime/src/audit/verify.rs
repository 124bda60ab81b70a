//! Going through the chain from its first row to its head.
//!
//! It changes nothing, and others may write meanwhile.

use super::chain::{self, GENESIS};
use super::table::{Head, Row, head, rows_after};
use crate::db::Executor;
use crate::error::Result;

/// As many rows are read at a time.
const PAGE: i64 = 1000;

/// What became of the audit log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// No row was changed, removed, added or moved, as far as the log itself can tell.
    Whole {
        /// How many rows there are.
        rows: i64,
        /// The hash of the last one; kept elsewhere, it tells later that no row behind was cut off.
        head: String,
    },
    /// The log was tampered with.
    Broken {
        /// The number of the first row that is not what was written; `None` where a kept hash is
        /// in no row.
        seq: Option<i64>,
        /// What is wrong with it.
        reason: String,
    },
}

impl Verdict {
    fn broken(seq: i64, reason: impl Into<String>) -> Self {
        Self::Broken { seq: Some(seq), reason: reason.into() }
    }
}

/// Goes through all rows and finds the first one that is not what was written. With `kept`, the hash of
/// a head that was read earlier must be that of a row.
///
/// # Errors
///
/// When the database cannot be asked, or has no audit log.
pub async fn verify(x: impl Executor, kept: Option<&str>) -> Result<Verdict> {
    let Some(first) = head(x).await? else { return headless(x).await };
    let mut walk = Walk::new(&first, kept);
    loop {
        let rows = rows_after(x, walk.seq, PAGE).await?;
        if rows.is_empty() {
            break;
        }
        for row in &rows {
            if let Some(broken) = walk.step(row)? {
                return Ok(broken);
            }
        }
    }
    // Rows may have been written since; the head then went with them.
    let Some(last) = head(x).await? else { return headless(x).await };
    Ok(walk.end(&last))
}

/// A log without a head: it never had a row, or it lost its end.
async fn headless(x: impl Executor) -> Result<Verdict> {
    let first = rows_after(x, 0, 1).await?.first().map_or(1, |row| row.seq);
    Ok(Verdict::broken(first, "the head of the log is gone, so its last row is not known"))
}

/// The way through the rows.
struct Walk<'a> {
    seq: i64,
    hash: String,
    first: &'a Head,
    /// A hash that has not been met yet.
    missing: Option<&'a str>,
}

impl<'a> Walk<'a> {
    fn new(first: &'a Head, kept: Option<&'a str>) -> Self {
        let missing = kept.filter(|kept| !kept.eq_ignore_ascii_case(GENESIS));
        Self { seq: 0, hash: GENESIS.to_owned(), first, missing }
    }

    fn step(&mut self, row: &Row) -> Result<Option<Verdict>> {
        let expected = self.seq + 1;
        if row.seq != expected {
            return Ok(Some(Verdict::broken(expected, "it was removed")));
        }
        if chain::hash(&self.hash, row)? != row.hash {
            let reason = "it was changed, or it is not the row that was written here";
            return Ok(Some(Verdict::broken(row.seq, reason)));
        }
        self.seq = row.seq;
        self.hash.clone_from(&row.hash);
        if self.seq == self.first.seq && self.hash != self.first.hash {
            return Ok(Some(Verdict::broken(
                self.seq,
                "it is not the row that the head was made by",
            )));
        }
        if self.missing.is_some_and(|kept| kept.eq_ignore_ascii_case(&self.hash)) {
            self.missing = None;
        }
        Ok(None)
    }

    fn end(self, last: &Head) -> Verdict {
        if self.seq < self.first.seq {
            return Verdict::broken(self.seq + 1, "it was removed");
        }
        if self.seq > last.seq {
            return Verdict::broken(last.seq + 1, "it was added behind the head");
        }
        if self.seq == last.seq && self.hash != last.hash {
            return Verdict::broken(self.seq, "it is not the row that the head was made by");
        }
        if let Some(kept) = self.missing {
            let reason = format!("no row has the hash `{kept}`: the log was cut or written anew");
            return Verdict::Broken { seq: None, reason };
        }
        Verdict::Whole { rows: self.seq, head: self.hash }
    }
}
