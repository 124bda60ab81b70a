//! Counts in the application's database, for deployments that have nothing else to share.
//!
//! A call that is let through is one read and one write. The clocks of the instances should agree.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::future::BoxFuture;

use super::clock::wall;
use super::digest::digest;
use super::store::Store;
use crate::db::own_table::{OwnTable, create_own_tables};
use crate::db::prelude::*;
use crate::error::Result;

diesel::table! {
    ordain_limits (id) {
        id -> Text,
        state -> Text,
        ends_at -> BigInt,
    }
}

/// A count that is lost with the server is worth less than the writes that would keep it.
const TABLE: OwnTable = OwnTable {
    name: "ordain_limits",
    columns: "
        id VARCHAR(32) NOT NULL PRIMARY KEY,
        state TEXT NOT NULL,
        ends_at BIGINT NOT NULL",
    fleeting: true,
    ..OwnTable::NEW
};

/// After so many writes what is over is deleted.
const WRITES_BETWEEN_CLEANINGS: usize = 1000;

/// A table in the application's database.
pub struct Database {
    db: Db,
    writes: AtomicUsize,
}

impl Database {
    /// The table, which is made where it is missing.
    ///
    /// # Errors
    /// When the database refuses to make it.
    pub async fn open(db: Db) -> Result<Self> {
        create_own_tables(&db, &[TABLE]).await?;
        Ok(Self { db, writes: AtomicUsize::new(0) })
    }

    async fn clean(&self) -> Result<()> {
        let writes = self.writes.fetch_add(1, Ordering::Relaxed);
        if writes % WRITES_BETWEEN_CLEANINGS == WRITES_BETWEEN_CLEANINGS - 1 {
            let over = ordain_limits::table.filter(ordain_limits::ends_at.lt(now()));
            diesel::delete(over).execute(&self.db).await?;
        }
        Ok(())
    }

    async fn read(&self, key: &str) -> Result<Option<String>> {
        let row = ordain_limits::table
            .filter(ordain_limits::id.eq(id(key)))
            .select((ordain_limits::state, ordain_limits::ends_at));
        let row: Option<(String, i64)> = row.optional(&self.db).await?;
        Ok(row.filter(|(_, ends_at)| *ends_at > now()).map(|(state, _)| state))
    }

    async fn write(&self, key: &str, old: Option<&str>, new: &str, keep: Duration) -> Result<bool> {
        self.clean().await?;
        let until = i64::try_from(keep.as_millis()).unwrap_or(i64::MAX).saturating_add(now());
        let set = (ordain_limits::state.eq(new.to_owned()), ordain_limits::ends_at.eq(until));
        let row = ordain_limits::table.filter(ordain_limits::id.eq(id(key)));
        let Some(old) = old else {
            let over =
                diesel::update(row.filter(ordain_limits::ends_at.le(now()))).set(set.clone());
            if over.execute(&self.db).await? > 0 {
                return Ok(true);
            }
            let values = (ordain_limits::id.eq(id(key)), set);
            let added = diesel::insert_into(ordain_limits::table).values(values);
            return match added.execute(&self.db).await {
                Ok(_) => Ok(true),
                // Another instance was faster.
                Err(error) if error.status() == actix_web::http::StatusCode::CONFLICT => Ok(false),
                Err(error) => Err(error),
            };
        };
        let same = row.filter(ordain_limits::state.eq(old.to_owned()));
        Ok(diesel::update(same).set(set).execute(&self.db).await? > 0)
    }
}

impl Store for Database {
    fn load<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Result<Option<String>>> {
        Box::pin(self.read(key))
    }

    fn swap<'a>(
        &'a self,
        key: &'a str,
        old: Option<&'a str>,
        new: &'a str,
        keep: Duration,
    ) -> BoxFuture<'a, Result<bool>> {
        Box::pin(self.write(key, old, new, keep))
    }
}

/// Keys are of any length, and say who called: the table holds neither.
fn id(key: &str) -> String {
    format!("{:032x}", digest(key.as_bytes()))
}

fn now() -> i64 {
    i64::try_from(wall()).unwrap_or(i64::MAX)
}
