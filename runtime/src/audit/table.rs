//! The tables of the audit log: its rows, and its head, which every writer takes hold of first.
//!
//! Nothing changes or deletes a row.

use chrono::{SecondsFormat, Utc};
use diesel::{Insertable, Queryable, sql_query};

use super::chain::{self, GENESIS};
use super::entry::Entry;
use crate::db::Dialect;
use crate::db::own_table::{OwnTable, create_own_tables};
use crate::db::prelude::*;
use crate::error::{Error, Result};

diesel::table! {
    ordain_audit (seq) {
        seq -> BigInt,
        recorded_at -> Text,
        action -> Text,
        actor -> Nullable<Text>,
        means -> Nullable<Text>,
        method -> Nullable<Text>,
        route -> Nullable<Text>,
        segments -> Text,
        address -> Nullable<Text>,
        agent -> Nullable<Text>,
        status -> Nullable<Integer>,
        request_id -> Nullable<Text>,
        details -> Text,
        hash -> Text,
    }
}

diesel::table! {
    ordain_audit_head (id) {
        id -> Integer,
        seq -> BigInt,
        hash -> Text,
    }
}

const TABLES: [OwnTable; 2] = [
    OwnTable {
        name: "ordain_audit",
        columns: "
            seq BIGINT NOT NULL PRIMARY KEY,
            recorded_at VARCHAR(27) NOT NULL,
            action VARCHAR(100) NOT NULL,
            actor VARCHAR(100),
            means VARCHAR(100),
            method VARCHAR(10),
            route VARCHAR(1000),
            segments TEXT NOT NULL,
            address VARCHAR(100),
            agent VARCHAR(500),
            status INTEGER,
            request_id VARCHAR(200),
            details TEXT NOT NULL,
            hash VARCHAR(64) NOT NULL",
        ..OwnTable::NEW
    },
    OwnTable {
        name: "ordain_audit_head",
        columns: "
            id INTEGER NOT NULL PRIMARY KEY,
            seq BIGINT NOT NULL,
            hash VARCHAR(64) NOT NULL",
        ..OwnTable::NEW
    },
];

/// One row of the audit log.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Insertable)]
#[diesel(table_name = ordain_audit)]
pub struct Row {
    /// Its number: the first row has 1, and none is left out.
    pub seq: i64,
    /// When it was written, in UTC: `2026-01-31T12:00:00.123456Z`.
    pub recorded_at: String,
    /// What was done.
    pub action: String,
    /// The id of the one who did it.
    pub actor: Option<String>,
    /// How they proved who they are.
    pub means: Option<String>,
    /// The method of the request.
    pub method: Option<String>,
    /// The path of the route.
    pub route: Option<String>,
    /// The path segments by name, as JSON.
    pub segments: String,
    /// The address that the request came from.
    pub address: Option<String>,
    /// What sent the request.
    pub agent: Option<String>,
    /// The status of the answer.
    pub status: Option<i32>,
    /// The id of the request.
    pub request_id: Option<String>,
    /// What else is known, as JSON.
    pub details: String,
    /// The hash over the row before and this one, in hexadecimal.
    pub hash: String,
}

impl Row {
    fn new(seq: i64, entry: &Entry) -> Result<Self> {
        let optional = |text: &Option<String>, most| text.as_deref().map(|text| fit(text, most));
        Ok(Self {
            seq,
            recorded_at: Utc::now().to_rfc3339_opts(SecondsFormat::Micros, true),
            action: fit(&entry.action, 100),
            actor: optional(&entry.actor, 100),
            means: optional(&entry.means, 100),
            method: optional(&entry.method, 10),
            route: optional(&entry.route, 1000),
            segments: serde_json::to_string(&entry.segments)?,
            address: optional(&entry.address, 100),
            agent: optional(&entry.agent, 500),
            status: entry.status.map(i32::from),
            request_id: optional(&entry.request_id, 200),
            details: serde_json::to_string(&entry.details)?,
            hash: String::new(),
        })
    }
}

/// As much of a text as its column holds; no database keeps a zero in a text.
fn fit(text: &str, most: usize) -> String {
    let letters = text.chars().map(|letter| if letter == '\0' { '\u{fffd}' } else { letter });
    letters.take(most).collect()
}

/// The end of the chain.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub(super) struct Head {
    pub(super) seq: i64,
    pub(super) hash: String,
}

/// Creates the tables where they are missing, and the head of a log that has no row.
pub(super) async fn create(db: &Db) -> Result<()> {
    create_own_tables(db, &TABLES).await?;
    sql_query(first_head(db.dialect())).execute(db).await?;
    Ok(())
}

/// A log that has rows and lost its head is not given another one: it takes no row any more.
fn first_head(dialect: Dialect) -> String {
    let head = format!(
        "INTO ordain_audit_head (id, seq, hash) SELECT 1, 0, '{GENESIS}' FROM (SELECT 1 AS one) AS \
         once WHERE NOT EXISTS (SELECT 1 FROM ordain_audit)"
    );
    #[cfg(feature = "mysql")]
    if dialect == Dialect::Mysql {
        return format!("INSERT IGNORE {head}");
    }
    let _ = dialect;
    format!("INSERT {head} ON CONFLICT DO NOTHING")
}

/// Writes a row behind the last one. Until the transaction ends, no other one writes a row.
pub(super) async fn append(tx: &Tx, entry: &Entry) -> Result<()> {
    // A change, not a look: it is what holds every other writer off, on every database.
    let next = ordain_audit_head::seq.eq(ordain_audit_head::seq + 1);
    let changed = diesel::update(ordain_audit_head::table).set(next).execute(tx).await?;
    if changed != 1 {
        return Err(Error::internal("the audit log has lost its head: no row can be added to it"));
    }
    let Some(head) = head(tx).await? else {
        return Err(Error::internal("the audit log has lost its head while a row was added"));
    };
    let mut row = Row::new(head.seq, entry)?;
    row.hash = chain::hash(&head.hash, &row)?;
    let hash = ordain_audit_head::hash.eq(row.hash.clone());
    diesel::insert_into(ordain_audit::table).values(row).execute(tx).await?;
    diesel::update(ordain_audit_head::table).set(hash).execute(tx).await?;
    Ok(())
}

/// The head, as it is kept.
pub(super) async fn head(x: impl Executor) -> Result<Option<Head>> {
    let columns = (ordain_audit_head::seq, ordain_audit_head::hash);
    ordain_audit_head::table.select(columns).optional(x).await
}

/// The rows behind a number, in order, up to so many.
pub(super) async fn rows_after(x: impl Executor, seq: i64, most: i64) -> Result<Vec<Row>> {
    let rows = ordain_audit::table.filter(ordain_audit::seq.gt(seq));
    rows.order(ordain_audit::seq.asc()).limit(most).load(x).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_to_its_column() {
        assert_eq!(fit("a\0b", 10), "a\u{fffd}b");
        assert_eq!(fit("üüü", 2), "üü");
    }
}
