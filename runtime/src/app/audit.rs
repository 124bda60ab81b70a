//! The command `audit`: shows the audit log, and finds out whether it was tampered with.
//!
//! It writes nothing.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use clap::{Args, Subcommand};

use super::{App, print, startup};
use crate::audit::{self, Filter, Verdict};
use crate::config::Config;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::migrate::{Backend, is_there};

#[derive(Subcommand)]
pub(super) enum Command {
    /// Show the latest rows
    List(List),
    /// Find the first row that was changed, removed, added or moved
    Verify(Verify),
}

#[derive(Args)]
pub(super) struct List {
    /// Only rows from this time on: 2026-01-31, or 2026-01-31T12:00:00Z
    #[arg(long, value_name = "TIME", value_parser = time)]
    since: Option<DateTime<Utc>>,
    /// Only rows of this action: user.delete
    #[arg(long, value_name = "NAME")]
    action: Option<String>,
    /// Only rows of the actor with this id
    #[arg(long, value_name = "ID")]
    actor: Option<String>,
    /// How many rows
    #[arg(long, value_name = "NUMBER", default_value_t = 100)]
    limit: u32,
}

#[derive(Args)]
pub(super) struct Verify {
    /// The head that an earlier `audit verify` printed: it must still be in the log
    #[arg(long, value_name = "HASH")]
    head: Option<String>,
}

/// A point in time, or the beginning of a day.
fn time(text: &str) -> Result<DateTime<Utc>, String> {
    if let Ok(time) = DateTime::parse_from_rfc3339(text) {
        return Ok(time.to_utc());
    }
    let day: NaiveDate = text
        .parse()
        .map_err(|_| "write a day, `2026-01-31`, or a time, `2026-01-31T12:00:00Z`".to_owned())?;
    Ok(day.and_time(NaiveTime::MIN).and_utc())
}

pub(super) async fn run(app: &App, command: Command) -> Result<String> {
    let config = Config::load_with(&app.defaults)?;
    let db = startup::open(&config).await?;
    let db = db.ok_or_else(|| {
        Error::internal("the configuration names no database: set `DATABASE_URL`")
    })?;
    if !is_there(Backend::from(db.dialect()), audit::TABLE, &db).await? {
        return Err(Error::internal(
            "the database has no audit log: an application makes it at its start, when a route has \
             the option `audit`",
        ));
    }
    match command {
        Command::List(list) => {
            let List { since, action, actor, limit } = list;
            let filter = Filter { since, action, actor, limit };
            Ok(print::audit(&audit::list(&db, &filter).await?))
        }
        Command::Verify(verify) => verify.run(&db).await,
    }
}

impl Verify {
    async fn run(self, db: &Db) -> Result<String> {
        match audit::verify(db, self.head.as_deref()).await? {
            Verdict::Whole { rows, head } => {
                let rows = if rows == 1 { "1 row".to_owned() } else { format!("{rows} rows") };
                Ok(format!("{rows}, unbroken\nhead {head}\n"))
            }
            Verdict::Broken { seq: Some(seq), reason } => Err(Error::internal(format!(
                "the audit log was tampered with: row {seq} is the first that is not as it was \
                 written: {reason}"
            ))),
            Verdict::Broken { seq: None, reason } => {
                Err(Error::internal(format!("the audit log was tampered with: {reason}")))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight() {
        let text = |text| time(text).map(|time| time.to_rfc3339());
        assert_eq!(text("2026-01-31").as_deref(), Ok("2026-01-31T00:00:00+00:00"));
        assert_eq!(text("2026-01-31T12:00:00+02:00").as_deref(), Ok("2026-01-31T10:00:00+00:00"));
        assert!(text("yesterday").is_err_and(|error| error.contains("2026-01-31")));
    }
}
