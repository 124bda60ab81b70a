//! The accounts of others: their roles, and whether they may sign in. Whoever `identity(.., manage = ..)` accepts
//! may call these routes; without it there are none.

use chrono::{DateTime, Utc};
use ordain_macros::{dto, route};

use super::desk::Desk;
use super::session::time;
use crate::auth::Granted;
use crate::error::{Error, Result};
use crate::http::{NoContent, State};
use crate::policy::{self, Actor};

/// A role that an account has beside that of its row.
#[dto(crate = crate)]
struct GrantInfo {
    /// The role.
    role: String,
    /// The account that granted it.
    granted_by: Option<i64>,
    /// When it was granted.
    granted_at: DateTime<Utc>,
}

/// List the roles that were granted to an account.
#[route(get, "/auth/accounts/{account}/roles", policy = authenticated, tag = "accounts", crate = crate)]
async fn list_grants(account: i64, State(desk): State<Desk>) -> Result<Vec<GrantInfo>> {
    let grants = desk.inner()?.accounts.grants(account).await?;
    grants.into_iter().map(shown).collect()
}

/// Grant a role to an account. It holds from its next request.
///
/// Nobody grants what they do not have themselves.
#[route(put, "/auth/accounts/{account}/roles/{role}", policy = authenticated, tag = "accounts", audit = "account.role.grant", crate = crate)]
async fn grant_role(
    account: i64,
    role: String,
    actor: Actor,
    State(desk): State<Desk>,
) -> Result<NoContent> {
    set_role(&desk, &actor, (account, &role, true)).await
}

/// Take a granted role away from an account. That holds from its next request.
#[route(delete, "/auth/accounts/{account}/roles/{role}", policy = authenticated, tag = "accounts", audit = "account.role.revoke", crate = crate)]
async fn revoke_role(
    account: i64,
    role: String,
    actor: Actor,
    State(desk): State<Desk>,
) -> Result<NoContent> {
    set_role(&desk, &actor, (account, &role, false)).await
}

/// Let nobody sign in as an account any more. Its sessions end at once.
#[route(put, "/auth/accounts/{account}/disabled", policy = authenticated, tag = "accounts", audit = "account.disable", crate = crate)]
async fn disable_account(
    account: i64,
    actor: Actor,
    State(desk): State<Desk>,
) -> Result<NoContent> {
    if account == actor.id {
        return Err(Error::conflict("this is your own account: let somebody else disable it"));
    }
    set_disabled(&desk, account, true).await
}

/// Let the bearer of an account sign in again.
#[route(delete, "/auth/accounts/{account}/disabled", policy = authenticated, tag = "accounts", audit = "account.enable", crate = crate)]
async fn enable_account(account: i64, State(desk): State<Desk>) -> Result<NoContent> {
    set_disabled(&desk, account, false).await
}

async fn set_role(
    desk: &Desk,
    actor: &Actor,
    (account, role, granted): (i64, &str, bool),
) -> Result<NoContent> {
    if granted && !holds(actor, role) {
        return Err(Error::forbidden(format!("you cannot grant `{role}`: it may more than you")));
    }
    let accounts = &desk.inner()?.accounts;
    let change = (role, granted, Some(actor.id));
    accounts.db().transaction(async |tx| accounts.set_role(tx, account, change).await).await?;
    Ok(NoContent)
}

/// Whether the actor may do all that a role may; what is no role is refused later.
fn holds(actor: &Actor, role: &str) -> bool {
    let Some(role) = policy::role(role) else { return true };
    let granted = policy::permissions().iter().filter(|permission| role.grants(permission));
    granted.into_iter().all(|permission| actor.may(permission))
}

async fn set_disabled(desk: &Desk, account: i64, disabled: bool) -> Result<NoContent> {
    let accounts = &desk.inner()?.accounts;
    accounts
        .db()
        .transaction(async |tx| accounts.set_disabled(tx, account, disabled).await)
        .await?;
    Ok(NoContent)
}

fn shown(grant: Granted) -> Result<GrantInfo> {
    Ok(GrantInfo { role: grant.role, granted_by: grant.by, granted_at: time(grant.at)? })
}
