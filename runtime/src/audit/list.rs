//! Reading the audit log.

use chrono::{DateTime, SecondsFormat, Utc};
use diesel::IntoSql;
use diesel::sql_types::Bool;

use super::table::{Row, ordain_audit};
use crate::db::prelude::*;
use crate::error::Result;

/// Which rows are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// Those that were written at this time or later.
    pub since: Option<DateTime<Utc>>,
    /// Those of this action.
    pub action: Option<String>,
    /// Those of this actor.
    pub actor: Option<String>,
    /// The latest ones, so many.
    pub limit: u32,
}

impl Default for Filter {
    fn default() -> Self {
        Self { since: None, action: None, actor: None, limit: 100 }
    }
}

/// The latest rows that the filter lets through, in the order in which they were written.
///
/// # Errors
///
/// When the database cannot be asked, or has no audit log.
pub async fn list(x: impl Executor, filter: &Filter) -> Result<Vec<Row>> {
    let since = filter.since.map(|time| time.to_rfc3339_opts(SecondsFormat::Micros, true));
    let (action, actor) = (filter.action.clone(), filter.actor.clone());
    let (any_action, any_actor) = (action.is_none(), actor.is_none());
    // A condition that is not asked for is true by its other half.
    let of_action = ordain_audit::action.eq(action.unwrap_or_default());
    let of_actor = ordain_audit::actor.assume_not_null().eq(actor.unwrap_or_default());
    let mut rows: Vec<Row> = ordain_audit::table
        .filter(ordain_audit::recorded_at.ge(since.unwrap_or_default()))
        .filter(of_action.or(any_action.into_sql::<Bool>()))
        .filter(of_actor.or(any_actor.into_sql::<Bool>()))
        .order(ordain_audit::seq.desc())
        .limit(filter.limit.into())
        .load(x)
        .await?;
    rows.reverse();
    Ok(rows)
}
