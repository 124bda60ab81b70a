//! Accounts at start: their tables, and the ways to be somebody that the configuration switches on.

use super::startup::Provided;
use crate::account::{self, Desk};
use crate::auth::{self, Accounts, Settings, Tokens};
use crate::config::Config;
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
    let (Some(identity), Some(db)) = (auth::identity()?, db) else { return Ok(()) };
    let settings = Settings {
        idle: config.sessions.idle_timeout,
        lifetime: config.sessions.lifetime,
        limit: config.sessions.limit,
    };
    let shown = (info.title.clone(), settings);
    let accounts = Accounts::open(db.clone(), tokens.seal()?, identity, shown).await?;
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
    if account::entry().is_some() {
        let name = info.title.clone();
        let shared = services.limits.clone();
        provided.add(Desk::new(config, name, (accounts.clone(), tokens.clone()), shared)?);
    }
    provided.add(accounts);
    Ok(())
}
