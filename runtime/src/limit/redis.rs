//! Counts in Redis: one script and one round trip for each call.
//!
//! The time is that of the Redis server, so that instances need not agree on it.

use std::time::Duration;

use futures_util::future::BoxFuture;
use redis::aio::ConnectionManager;
use redis::{AsyncCommands, Script};

use super::store::{Store, away};
use super::window::{Verdict, Window};
use crate::error::Result;

/// What all keys begin with, so that others may use the same database.
const PREFIX: &str = "ordain:limit:";

/// A Redis server, by one connection that all share and that is made again when it breaks.
pub struct Redis {
    connection: ConnectionManager,
    hit: Script,
    swap: Script,
}

impl Redis {
    /// The server at this address, which is not asked yet.
    ///
    /// # Errors
    /// When the address is none of a Redis server.
    pub fn at(url: &str) -> Result<Self> {
        let connection = crate::redis::connection(url)?;
        let hit = Script::new(include_str!("hit.lua"));
        Ok(Self { connection, hit, swap: Script::new(include_str!("swap.lua")) })
    }

    /// Counts a call at a time, or now.
    pub(super) async fn count(
        &self,
        key: &str,
        window: &Window,
        now: Option<u64>,
    ) -> Result<Verdict> {
        let mut call = self.hit.key(format!("{PREFIX}{key}"));
        for number in window.numbers() {
            call.arg(number);
        }
        if let Some(now) = now {
            call.arg(now);
        }
        let told = call.invoke_async(&mut self.connection.clone()).await;
        let (allowed, remaining, reset): (u8, u64, u64) = told.map_err(away)?;
        Ok(Verdict { allowed: allowed == 1, remaining, reset })
    }
}

impl Store for Redis {
    fn load<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Result<Option<String>>> {
        Box::pin(async move {
            let text = self.connection.clone().get(format!("{PREFIX}{key}")).await;
            text.map_err(away)
        })
    }

    fn swap<'a>(
        &'a self,
        key: &'a str,
        old: Option<&'a str>,
        new: &'a str,
        keep: Duration,
    ) -> BoxFuture<'a, Result<bool>> {
        Box::pin(async move {
            let keep = u64::try_from(keep.as_millis()).unwrap_or(u64::MAX);
            let mut call = self.swap.key(format!("{PREFIX}{key}"));
            call.arg(old.unwrap_or_default()).arg(new).arg(keep);
            let swapped: u8 =
                call.invoke_async(&mut self.connection.clone()).await.map_err(away)?;
            Ok(swapped == 1)
        })
    }

    fn hit<'a>(&'a self, key: &'a str, window: &'a Window) -> BoxFuture<'a, Result<Verdict>> {
        Box::pin(self.count(key, window, None))
    }
}
