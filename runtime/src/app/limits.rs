//! Where rate limits are counted: in this process, or where all instances count together.
//!
//! A store that is away does not refuse the start: each process counts for itself until it is back.

use super::startup::Started;
use crate::config::{Config, LimitStore};
#[cfg(any(feature = "__database", feature = "redis"))]
use crate::error::Error;
use crate::error::Result;
#[cfg(feature = "__database")]
use crate::limit::Database;
#[cfg(feature = "redis")]
use crate::limit::Redis;
use crate::limit::Shared;

/// The store in which all instances count, if they do. What it has to say is among the figures.
pub(super) async fn limits(config: &Config, started: &Started) -> Result<Option<Shared>> {
    let Some(shared) = shared(config, started).await? else { return Ok(None) };
    shared.wake().await;
    #[cfg(feature = "metrics")]
    started.metrics().register(
        "limits_fallbacks",
        "Calls that were counted by this process alone because the shared store did not answer",
        shared.fallbacks(),
    );
    Ok(Some(shared))
}

async fn shared(config: &Config, started: &Started) -> Result<Option<Shared>> {
    let _ = started;
    match config.limits.store {
        LimitStore::Memory => Ok(None),
        #[cfg(feature = "redis")]
        store @ (LimitStore::Auto | LimitStore::Redis) => match &config.redis.url {
            Some(url) => Ok(Some(Shared::new(Redis::at(url.expose())?, config.limits.patience))),
            None if store == LimitStore::Auto => Ok(None),
            None => Err(Error::internal(
                "`limits.store` is `redis`, and `redis.url` is not configured: set REDIS_URL",
            )),
        },
        #[cfg(not(feature = "redis"))]
        LimitStore::Auto => Ok(None),
        #[cfg(feature = "__database")]
        LimitStore::Database => match &started.db {
            Some(db) => {
                let store = Database::open(db.clone()).await?;
                Ok(Some(Shared::new(store, config.limits.patience)))
            }
            None => Err(Error::internal(
                "`limits.store` is `database`, and the configuration names no database",
            )),
        },
    }
}
