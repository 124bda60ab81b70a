//! The hash of a row: over the hash of the row before it, and all that the row says.
//!
//! It reads nothing and writes nothing.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::table::Row;
use crate::error::Result;

/// What stands before the first row.
pub(super) const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The hash that a row has behind the row with the hash `before`.
pub(super) fn hash(before: &str, row: &Row) -> Result<String> {
    // A list, as JSON writes it: no value can pass for a part of the next one.
    let content = serde_json::to_string(&(
        (row.seq, &row.recorded_at, &row.action, &row.actor, &row.means),
        (&row.method, &row.route, &row.segments, &row.address, &row.agent),
        (row.status, &row.request_id, &row.details),
    ))?;
    let digest = Sha256::new().chain_update(before).chain_update("\n").chain_update(content);
    let mut hex = String::with_capacity(64);
    for byte in digest.finalize() {
        write!(hex, "{byte:02x}")?;
    }
    Ok(hex)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> Row {
        Row {
            seq: 1,
            recorded_at: "2026-01-01T00:00:00.000000Z".to_owned(),
            action: "user.delete".to_owned(),
            actor: Some("7".to_owned()),
            means: None,
            method: Some("DELETE".to_owned()),
            route: Some("/users/{id}".to_owned()),
            segments: "{\"id\":\"9\"}".to_owned(),
            address: Some("127.0.0.1".to_owned()),
            agent: None,
            status: Some(204),
            request_id: Some("r".to_owned()),
            details: "{}".to_owned(),
            hash: String::new(),
        }
    }

    #[test]
    fn the_hash_of_a_row_stays_what_it_is() {
        // Rows are there for years: their hashes must be found again by every later version.
        let expected = "1cbf1edb0f42c6968895f3d6573c4a39ca49be0ed916fca37affceb34ece7d7e";
        assert_eq!(hash(GENESIS, &row()).ok().as_deref(), Some(expected));
    }

    #[test]
    fn each_column_counts_and_so_does_the_row_before() {
        let hash = |row: &Row| hash(GENESIS, row).unwrap_or_default();
        let changes: [fn(&mut Row); 13] = [
            |row| row.seq = 2,
            |row| row.recorded_at.push('0'),
            |row| row.action.push('d'),
            |row| row.actor = None,
            |row| row.means = Some(String::new()),
            |row| row.method = None,
            |row| row.route = None,
            |row| row.segments.push(' '),
            |row| row.address = None,
            |row| row.agent = Some(String::new()),
            |row| row.status = None,
            |row| row.request_id = None,
            |row| row.details.push(' '),
        ];
        for (at, change) in changes.iter().enumerate() {
            let mut other = row();
            change(&mut other);
            assert_ne!(hash(&other), hash(&row()), "column {at}");
        }
        assert_ne!(super::hash("1", &row()).ok(), super::hash("2", &row()).ok());
        let (mut one, mut other) = (row(), row());
        (one.method, one.route) = (Some("a".to_owned()), Some("b".to_owned()));
        (other.method, other.route) = (Some("a\",\"b".to_owned()), None);
        assert_ne!(hash(&one), hash(&other));
    }
}
