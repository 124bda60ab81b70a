//! What the application knows of an account beside the row of its model: whether it is disabled or verified,
//! its second factor, and the roles that were granted to it at run time.
//!
//! An account without a row here is enabled, not verified, and has no second factor.

use diesel::Queryable;

use super::seal::Seal;
use crate::db::clock::{Millis, now};
use crate::db::own_table::OwnTable;
use crate::db::prelude::*;
use crate::error::Result;
use crate::policy::RoleSpec;

diesel::table! {
    ordain_accounts (account) {
        account -> BigInt,
        disabled_at -> Nullable<BigInt>,
        verified_at -> Nullable<BigInt>,
        totp -> Nullable<Text>,
        totp_confirmed -> Bool,
        totp_step -> BigInt,
        recovery -> Text,
    }
}

diesel::table! {
    ordain_grants (account, role) {
        account -> BigInt,
        role -> Text,
        granted_by -> Nullable<BigInt>,
        granted_at -> BigInt,
    }
}

pub(super) const TABLES: [OwnTable; 2] = [
    OwnTable {
        name: "ordain_accounts",
        columns: "
            account BIGINT NOT NULL PRIMARY KEY,
            disabled_at BIGINT,
            verified_at BIGINT,
            totp TEXT,
            totp_confirmed BOOLEAN NOT NULL,
            totp_step BIGINT NOT NULL,
            recovery TEXT NOT NULL",
        ..OwnTable::NEW
    },
    OwnTable {
        name: "ordain_grants",
        columns: "
            account BIGINT NOT NULL,
            role VARCHAR(190) NOT NULL,
            granted_by BIGINT,
            granted_at BIGINT NOT NULL,
            PRIMARY KEY (account, role)",
        indexes: &[("ordain_grants_of_role", "role")],
        ..OwnTable::NEW
    },
];

/// What is known of an account.
#[derive(Debug, Clone, Queryable)]
pub(super) struct Standing {
    pub(super) disabled_at: Option<Millis>,
    pub(super) verified_at: Option<Millis>,
    /// The secret of the authenticator app, closed.
    pub(super) totp: Option<String>,
    /// Whether the account's bearer has shown that the app knows it.
    pub(super) totp_confirmed: bool,
    /// The hashes of the recovery codes that were not used, with a space after each.
    pub(super) recovery: String,
}

impl Standing {
    const UNKNOWN: Self = Self {
        disabled_at: None,
        verified_at: None,
        totp: None,
        totp_confirmed: false,
        recovery: String::new(),
    };

    /// The secret of the second factor that has to be shown at a login.
    pub(super) fn second_factor(&self, seal: &Seal, account: i64) -> Option<String> {
        let closed = self.totp.as_ref().filter(|_| self.totp_confirmed)?;
        seal.open(&place(account), closed)
    }
}

/// What the secret of an account's second factor is bound to.
pub(super) fn place(account: i64) -> String {
    format!("totp of {account}")
}

/// What is known of the account.
pub(super) async fn of(x: impl Executor, account: i64) -> Result<Standing> {
    use ordain_accounts as a;
    let known = a::table
        .filter(a::account.eq(account))
        .select((a::disabled_at, a::verified_at, a::totp, a::totp_confirmed, a::recovery))
        .load::<Standing>(x)
        .await?;
    Ok(known.into_iter().next().unwrap_or(Standing::UNKNOWN))
}

/// Makes the account's row where it is missing.
pub(super) async fn ensure(tx: &Tx, account: i64) -> Result<()> {
    use ordain_accounts as a;
    if a::table.filter(a::account.eq(account)).exists(tx).await? {
        return Ok(());
    }
    let row = (
        a::account.eq(account),
        a::totp_confirmed.eq(false),
        a::totp_step.eq(0_i64),
        a::recovery.eq(String::new()),
    );
    diesel::insert_into(a::table).values(row).execute(tx).await?;
    Ok(())
}

/// Notes that the account's address reaches its bearer.
pub(super) async fn verify(tx: &Tx, account: i64) -> Result<()> {
    use ordain_accounts as a;
    ensure(tx, account).await?;
    let row = a::table.filter(a::account.eq(account));
    diesel::update(row).set(a::verified_at.eq(Some(now()))).execute(tx).await?;
    Ok(())
}

/// Lets nobody sign in as the account any more, or again.
pub(super) async fn set_disabled(tx: &Tx, account: i64, disabled: bool) -> Result<()> {
    use ordain_accounts as a;
    ensure(tx, account).await?;
    let row = a::table.filter(a::account.eq(account));
    diesel::update(row).set(a::disabled_at.eq(disabled.then(now))).execute(tx).await?;
    Ok(())
}

/// Keeps a secret of a second factor that is not confirmed yet.
pub(super) async fn enrol(tx: &Tx, account: i64, closed: String) -> Result<()> {
    use ordain_accounts as a;
    ensure(tx, account).await?;
    let row = a::table.filter(a::account.eq(account));
    let secret = (a::totp.eq(Some(closed)), a::totp_confirmed.eq(false), a::totp_step.eq(0_i64));
    diesel::update(row).set(secret).execute(tx).await?;
    Ok(())
}

/// Makes the second factor count, with these recovery codes.
pub(super) async fn confirm(tx: &Tx, account: i64, step: i64, recovery: String) -> Result<()> {
    use ordain_accounts as a;
    let row = a::table.filter(a::account.eq(account));
    let confirmed = (a::totp_confirmed.eq(true), a::totp_step.eq(step), a::recovery.eq(recovery));
    diesel::update(row).set(confirmed).execute(tx).await?;
    Ok(())
}

/// Forgets the second factor.
pub(super) async fn forget_second_factor(tx: &Tx, account: i64) -> Result<()> {
    use ordain_accounts as a;
    let row = a::table.filter(a::account.eq(account));
    let forgotten = (
        a::totp.eq(None::<String>),
        a::totp_confirmed.eq(false),
        a::totp_step.eq(0_i64),
        a::recovery.eq(String::new()),
    );
    diesel::update(row).set(forgotten).execute(tx).await?;
    Ok(())
}

/// Uses the code of a step of time: whether no later one, nor this one, was used before.
pub(super) async fn use_step(x: impl Executor, account: i64, step: i64) -> Result<bool> {
    use ordain_accounts as a;
    let unused = a::table.filter(a::account.eq(account)).filter(a::totp_step.lt(step));
    Ok(diesel::update(unused).set(a::totp_step.eq(step)).execute(x).await? > 0)
}

/// Replaces the recovery codes that are left: whether nobody else did so since they were read.
pub(super) async fn use_recovery(
    x: impl Executor,
    account: i64,
    before: &str,
    left: String,
) -> Result<bool> {
    use ordain_accounts as a;
    let unchanged =
        a::table.filter(a::account.eq(account)).filter(a::recovery.eq(before.to_owned()));
    Ok(diesel::update(unchanged).set(a::recovery.eq(left)).execute(x).await? > 0)
}

/// A role that was granted at run time.
#[derive(Debug, Clone, Queryable)]
pub(super) struct Grant {
    pub(super) role: String,
    pub(super) granted_by: Option<i64>,
    pub(super) granted_at: Millis,
}

/// The roles that were granted to the account.
pub(super) async fn grants(x: impl Executor, account: i64) -> Result<Vec<Grant>> {
    use ordain_grants as g;
    g::table
        .filter(g::account.eq(account))
        .order(g::role)
        .select((g::role, g::granted_by, g::granted_at))
        .load(x)
        .await
}

/// Grants a role: whether the account did not have it.
pub(super) async fn grant(
    tx: &Tx,
    account: i64,
    role: &'static RoleSpec,
    by: Option<i64>,
) -> Result<bool> {
    use ordain_grants as g;
    let name = role.token_name();
    let granted = g::table.filter(g::account.eq(account)).filter(g::role.eq(name));
    if granted.exists(tx).await? {
        return Ok(false);
    }
    let row =
        (g::account.eq(account), g::role.eq(name), g::granted_by.eq(by), g::granted_at.eq(now()));
    diesel::insert_into(g::table).values(row).execute(tx).await?;
    Ok(true)
}

/// Takes a granted role away: whether the account had it.
pub(super) async fn revoke(tx: &Tx, account: i64, role: &'static RoleSpec) -> Result<bool> {
    use ordain_grants as g;
    let granted = g::table.filter(g::account.eq(account)).filter(g::role.eq(role.token_name()));
    Ok(diesel::delete(granted).execute(tx).await? > 0)
}
