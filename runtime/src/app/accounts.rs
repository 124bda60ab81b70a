//! Accounts at start: their tables, and the ways to be somebody that the configuration switches on.

use std::sync::Arc;

use super::startup::Provided;
use crate::account::{self, Desk};
use crate::auth::{self, Accounts, IdentityEntry, Seal, Sessions, Settings, Tokens};
#[cfg(feature = "redis")]
use crate::config::RedisUrl;
use crate::config::{Config, SessionStore};
use crate::db::Db;
use crate::error::Result;
use crate::openapi::Info;

/// Opens the accounts, where the application has a model of them.
pub(super) async fn open_accounts(
    info: &Info,
    config: &Config,
    tokens: &Tokens,
    provided: &mut Provided,
    db: Option<&Db>,
) -> Result<()> {
    #[cfg(feature = "oauth")]
    check_providers(config)?;
    let (Some(identity), Some(db)) = (auth::identity()?, db) else { return Ok(()) };
    let seal = tokens.seal()?;
    let sessions = sessions(config, (db.clone(), seal.clone()), identity).await?;
    let shown = (info.title.clone(), sessions);
    let accounts = Accounts::open(db.clone(), seal, identity, shown).await?;
    let services = &mut provided.services;
    let mut authenticator = std::mem::take(&mut services.authenticator)
        .with_sessions(accounts.sessions().clone(), config.accounts.cookies);
    if config.accounts.api_keys {
        authenticator = authenticator.with_keys(accounts.keys().clone());
    }
    services.authenticator = authenticator;
    if config.accounts.cookies {
        services.session_cookie = Some(account::cookie_name(&config.sessions));
    }
    #[cfg(feature = "oauth")]
    {
        let providers = auth::Providers::open(&accounts, &config.providers).await?;
        services.provide(providers);
    }
    if account::entry().is_some() {
        let name = info.title.clone();
        let shared = services.limits.clone();
        provided.add(Desk::new(config, name, (accounts.clone(), tokens.clone()), shared)?);
    }
    let values = std::mem::take(&mut provided.values);
    provided.values = values.with(Arc::new(accounts.recalling()));
    provided.add(accounts);
    Ok(())
}

/// The sessions, where the configuration says that they are kept.
async fn sessions(
    config: &Config,
    (db, seal): (Db, Seal),
    identity: &'static IdentityEntry,
) -> Result<Sessions> {
    let settings = Settings {
        idle: config.sessions.idle_timeout,
        lifetime: config.sessions.lifetime,
        limit: config.sessions.limit,
    };
    match config.sessions.store {
        SessionStore::Database => Sessions::open(db, seal, identity, settings).await,
        #[cfg(feature = "redis")]
        SessionStore::Redis => {
            let url = redis_url(config)?;
            Sessions::open_in_redis(url, (db, seal), identity, settings).await
        }
    }
}

/// Finds what would refuse the start, without asking anybody: a store without its address.
#[cfg(feature = "redis")]
pub(super) fn check_sessions(config: &Config) -> Result<()> {
    if !account::is_there() {
        return Ok(());
    }
    match config.sessions.store {
        SessionStore::Database => Ok(()),
        SessionStore::Redis => redis_url(config).map(drop),
    }
}

#[cfg(feature = "redis")]
fn redis_url(config: &Config) -> Result<&str> {
    config.redis.url.as_ref().map(RedisUrl::expose).ok_or_else(|| {
        crate::error::Error::internal(
            "`sessions.store` is `redis`, and `redis.url` is not configured: set REDIS_URL",
        )
    })
}

/// Providers sign people in by the routes of accounts, to something that holds a session.
#[cfg(feature = "oauth")]
fn check_providers(config: &Config) -> Result<()> {
    use crate::error::Error;

    let Some(provider) = config.providers.first() else { return Ok(()) };
    let section = format!("`[auth.providers.{}]`", provider.name);
    if account::entry().is_none() {
        return Err(Error::internal(format!(
            "{section} is set, and no model of accounts has routes: write \
             `#[model(identity(.., routes = \"/auth\"))]`"
        )));
    }
    if !config.accounts.cookies && !config.accounts.tokens {
        return Err(Error::internal(format!(
            "{section} is set, and nothing holds a session: set ORDAIN_ACCOUNTS__COOKIES or \
             ORDAIN_ACCOUNTS__TOKENS"
        )));
    }
    Ok(())
}
