//! A session as it is kept, wherever that is.

use std::time::Duration;

use diesel::{Insertable, Queryable};
use serde::{Deserialize, Serialize};

use super::table::ordain_sessions;
use super::{Kind, Settings};
use crate::db::clock::{Millis, millis, now};

/// A session.
#[derive(Debug, Clone, Queryable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = ordain_sessions)]
pub(super) struct Row {
    pub(super) id: String,
    pub(super) account: i64,
    pub(super) kind: String,
    /// The hash of what its bearer shows.
    pub(super) secret: String,
    pub(super) second_factor: bool,
    /// From where it was begun; a table keeps it closed.
    pub(super) client: String,
    pub(super) created_at: Millis,
    pub(super) seen_at: Millis,
    pub(super) expires_at: Millis,
}

/// A session, with what is known of its account.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub(super) session: Row,
    pub(super) disabled_at: Option<Millis>,
    pub(super) verified_at: Option<Millis>,
    /// The roles that were granted to the account at run time.
    pub(super) granted: Vec<String>,
}

impl Row {
    /// Whether it is of that kind and not over.
    pub(super) fn is_live(&self, kind: Kind, settings: &Settings) -> bool {
        self.kind == kind.name() && !self.is_over(settings)
    }

    pub(super) fn is_over(&self, settings: &Settings) -> bool {
        self.rest(settings).is_zero()
    }

    /// How long it lasts if it is not used.
    pub(super) fn rest(&self, settings: &Settings) -> Duration {
        let idle = self.seen_at.saturating_add(millis(settings.idle));
        let rest = self.expires_at.min(idle).saturating_sub(now());
        Duration::from_millis(u64::try_from(rest).unwrap_or(0))
    }
}
