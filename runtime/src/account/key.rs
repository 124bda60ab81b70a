//! The API keys of the caller.

use chrono::{DateTime, Utc};
use ordain_macros::{dto, route};

use super::desk::Desk;
use super::session::time;
use crate::auth::{ApiKey, NewApiKey};
use crate::error::{Error, Result};
use crate::http::{Created, NoContent, State};
use crate::policy::{Actor, Means};

/// A key of the caller.
#[dto(crate = crate)]
struct KeyInfo {
    /// Its name in addresses.
    id: String,
    /// What its owner calls it.
    name: String,
    /// The permissions that it is limited to; none: it may do what its owner may.
    scopes: Option<Vec<String>>,
    /// When it was made.
    created_at: DateTime<Utc>,
    /// When it was last used, give or take a minute.
    used_at: Option<DateTime<Utc>>,
    /// When it is of no use any more.
    expires_at: Option<DateTime<Utc>>,
}

/// What a new key is to be.
#[dto(crate = crate)]
struct KeyCreate {
    /// What its owner calls it.
    #[validate(length(min = 1, max = 100))]
    name: String,
    /// The permissions that it is limited to. Without them it may do what its owner may.
    #[serde(default)]
    #[validate(length(max = 100))]
    scopes: Option<Vec<String>>,
    /// When it is of no use any more.
    #[serde(default)]
    expires_at: Option<DateTime<Utc>>,
}

/// A new key.
#[dto(crate = crate)]
struct NewKey {
    /// The key, to be sent as `X-API-Key: …` or `Authorization: Bearer …`. It is never shown again.
    key: String,
    /// What is known of it.
    info: KeyInfo,
}

/// List the API keys of the caller.
#[route(get, "/auth/keys", policy = authenticated, tag = "accounts", crate = crate)]
async fn list_keys(actor: Actor, State(desk): State<Desk>) -> Result<Vec<KeyInfo>> {
    let keys = desk.inner()?.accounts.keys().list(actor.id).await?;
    keys.into_iter().map(shown).collect()
}

/// Make an API key. A key makes no keys.
#[route(
    post,
    "/auth/keys",
    policy = authenticated,
    tag = "accounts",
    rate_limit = "20/hour per actor",
    audit = "account.key.create", crate = crate
)]
async fn create_key(
    new: KeyCreate,
    actor: Actor,
    State(desk): State<Desk>,
) -> Result<Created<NewKey>> {
    if actor.means() == Means::Key {
        return Err(Error::forbidden("sign in to make a key: a key makes no keys"));
    }
    let accounts = &desk.inner()?.accounts;
    let expires_at = new.expires_at.map(|time| time.timestamp_millis());
    let new = NewApiKey { name: new.name, scopes: new.scopes, expires_at };
    let (key, text) =
        accounts.db().transaction(async |tx| accounts.keys().issue(tx, &actor, new).await).await?;
    Ok(Created::new(NewKey { key: text, info: shown(key)? }))
}

/// Revoke an API key of the caller.
#[route(delete, "/auth/keys/{key}", policy = authenticated, tag = "accounts", audit = "account.key.revoke", crate = crate)]
async fn revoke_key(key: String, actor: Actor, State(desk): State<Desk>) -> Result<NoContent> {
    let accounts = &desk.inner()?.accounts;
    let revoked = accounts
        .db()
        .transaction(async |tx| accounts.keys().revoke(tx, actor.id, &key).await)
        .await?;
    if revoked { Ok(NoContent) } else { Err(Error::not_found("there is no such key")) }
}

fn shown(key: ApiKey) -> Result<KeyInfo> {
    Ok(KeyInfo {
        id: key.id,
        name: key.name,
        scopes: key.scopes,
        created_at: time(key.created_at)?,
        used_at: key.used_at.map(time).transpose()?,
        expires_at: key.expires_at.map(time).transpose()?,
    })
}
