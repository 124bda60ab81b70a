//! API keys: credentials for programs, limited to some permissions if their owner wants it.
//!
//! A key is shown once, when it is made.

use std::sync::Arc;

use diesel::{Insertable, Queryable};

use super::identity::IdentityEntry;
use super::seal::Seal;
use super::session::roles;
use super::standing;
use super::ticket::{Purpose, Ticket};
use crate::db::clock::{Millis, now};
use crate::db::own_table::OwnTable;
use crate::db::prelude::*;
use crate::error::{Error, Result, Violation};
use crate::policy::{self, Actor, Means, PermissionSpec};

/// What every key begins with, so that people and scanners know one when they see it.
const PREFIX: &str = "ordk_";

/// How often it is written down that a key is used.
const BETWEEN_TOUCHES: Millis = 60_000;

diesel::table! {
    ordain_api_keys (id) {
        id -> Text,
        account -> BigInt,
        name -> Text,
        secret -> Text,
        scopes -> Nullable<Text>,
        created_at -> BigInt,
        used_at -> Nullable<BigInt>,
        expires_at -> Nullable<BigInt>,
    }
}

pub(super) const TABLE: OwnTable = OwnTable {
    name: "ordain_api_keys",
    columns: "
        id VARCHAR(32) NOT NULL PRIMARY KEY,
        account BIGINT NOT NULL,
        name VARCHAR(190) NOT NULL,
        secret VARCHAR(64) NOT NULL,
        scopes TEXT,
        created_at BIGINT NOT NULL,
        used_at BIGINT,
        expires_at BIGINT",
    indexes: &[("ordain_api_keys_of_account", "account, created_at")],
    ..OwnTable::NEW
};

#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = ordain_api_keys)]
struct Row {
    id: String,
    account: i64,
    name: String,
    secret: String,
    scopes: Option<String>,
    created_at: Millis,
    used_at: Option<Millis>,
    expires_at: Option<Millis>,
}

/// A key, as its owner sees it.
#[derive(Debug, Clone)]
pub struct ApiKey {
    /// Its name in addresses.
    pub id: String,
    /// What its owner calls it.
    pub name: String,
    /// The permissions that it is limited to; `None`: it may do what its owner may.
    pub scopes: Option<Vec<String>>,
    /// When it was made, in milliseconds since 1970.
    pub created_at: i64,
    /// When it was last used, give or take a minute, in milliseconds since 1970.
    pub used_at: Option<i64>,
    /// When it is of no use any more, in milliseconds since 1970.
    pub expires_at: Option<i64>,
}

/// What a new key is to be.
#[derive(Debug, Clone)]
pub struct NewApiKey {
    /// What its owner calls it.
    pub name: String,
    /// The permissions that it is limited to.
    pub scopes: Option<Vec<String>>,
    /// When it is of no use any more, in milliseconds since 1970.
    pub expires_at: Option<i64>,
}

/// The API keys of an application's accounts.
#[derive(Clone)]
pub struct ApiKeys(Arc<Inner>);

struct Inner {
    db: Db,
    seal: Seal,
    identity: &'static IdentityEntry,
}

impl ApiKeys {
    /// The keys that are kept in a database.
    #[must_use]
    pub fn new(db: Db, seal: Seal, identity: &'static IdentityEntry) -> Self {
        Self(Arc::new(Inner { db, seal, identity }))
    }

    /// Makes a key: the key, and its text, which is never shown again.
    ///
    /// # Errors
    /// 422 if a scope is no permission that `owner` has; when the database refuses.
    pub async fn issue(&self, tx: &Tx, owner: &Actor, new: NewApiKey) -> Result<(ApiKey, String)> {
        let ticket = Ticket::new()?;
        let scopes = new.scopes.as_ref().map(|scopes| check_scopes(owner, scopes)).transpose()?;
        let row = Row {
            id: ticket.name(),
            account: owner.id,
            name: new.name,
            secret: ticket.hash(),
            scopes,
            created_at: now(),
            used_at: None,
            expires_at: new.expires_at,
        };
        let key = row.clone().shown();
        diesel::insert_into(ordain_api_keys::table).values(row).execute(tx).await?;
        let text = format!("{PREFIX}{}", ticket.write(&self.0.seal, Purpose::Key));
        Ok((key, text))
    }

    /// The keys of an account, the oldest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn list(&self, account: i64) -> Result<Vec<ApiKey>> {
        use ordain_api_keys as k;
        let rows = k::table.filter(k::account.eq(account)).order((k::created_at, k::id));
        let rows: Vec<Row> = rows.select(k::all_columns).load(&self.0.db).await?;
        Ok(rows.into_iter().map(Row::shown).collect())
    }

    /// Makes a key of an account useless: whether there was one.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn revoke(&self, tx: &Tx, account: i64, id: &str) -> Result<bool> {
        use ordain_api_keys as k;
        let row = k::table.filter(k::account.eq(account)).filter(k::id.eq(id.to_owned()));
        Ok(diesel::delete(row).execute(tx).await? > 0)
    }

    /// Whether a text looks like a key of any application on Ordain.
    #[must_use]
    pub fn is_key(text: &str) -> bool {
        text.starts_with(PREFIX)
    }

    /// Who bears the key; `None` if it is none, was revoked or is over, or its owner is gone or disabled.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn bearer(&self, text: &str) -> Result<Option<Actor>> {
        let Inner { db, seal, identity } = &*self.0;
        let ticket =
            text.strip_prefix(PREFIX).and_then(|text| Ticket::read(text, seal, Purpose::Key));
        let Some(ticket) = ticket else { return Ok(None) };
        let Some(row) = self.find(&ticket).await? else { return Ok(None) };
        let standing = standing::of(db, row.account).await?;
        let account = identity.find(db, row.account).await?;
        let Some(account) = account.filter(|_| standing.disabled_at.is_none()) else {
            return Ok(None);
        };
        self.touch(&row).await?;
        let granted = standing::grants(db, row.account).await?;
        let granted = granted.into_iter().map(|grant| grant.role).collect();
        let actor = Actor::new(account.id, roles(&account, granted))
            .by(Means::Key)
            .with_verified(standing.verified_at.is_some());
        Ok(Some(match &row.scopes {
            // A scope that the application does not know any more allows nothing.
            Some(scopes) => actor.limited_to(scopes.split(' ').filter_map(permission)),
            None => actor,
        }))
    }

    async fn find(&self, ticket: &Ticket) -> Result<Option<Row>> {
        use ordain_api_keys as k;
        let rows = k::table.filter(k::id.eq(ticket.name())).select(k::all_columns);
        let rows: Vec<Row> = rows.load(&self.0.db).await?;
        let good = |row: &Row| {
            ticket.has_hash(&row.secret) && row.expires_at.is_none_or(|expires| now() < expires)
        };
        Ok(rows.into_iter().find(good))
    }

    async fn touch(&self, row: &Row) -> Result<()> {
        use ordain_api_keys as k;
        let now = now();
        if row.used_at.is_some_and(|used| now < used.saturating_add(BETWEEN_TOUCHES)) {
            return Ok(());
        }
        let key = k::table.filter(k::id.eq(row.id.clone()));
        diesel::update(key).set(k::used_at.eq(Some(now))).execute(&self.0.db).await?;
        Ok(())
    }
}

impl Row {
    fn shown(self) -> ApiKey {
        let scopes = self.scopes.map(|scopes| {
            scopes.split(' ').filter(|scope| !scope.is_empty()).map(str::to_owned).collect()
        });
        ApiKey {
            id: self.id,
            name: self.name,
            scopes,
            created_at: self.created_at,
            used_at: self.used_at,
            expires_at: self.expires_at,
        }
    }
}

/// The scopes as they are stored, if the owner has them all.
fn check_scopes(owner: &Actor, scopes: &[String]) -> Result<String> {
    let fault = |(at, name): (usize, &String)| {
        let message = match permission(name) {
            None => format!("`{name}` is no permission of this application"),
            Some(permission) if !owner.may(permission) => format!("you do not have `{name}`"),
            Some(_) => return None,
        };
        Some(Violation { pointer: format!("/scopes/{at}"), code: "scope".into(), message })
    };
    let faults: Vec<Violation> = scopes.iter().enumerate().filter_map(fault).collect();
    if faults.is_empty() { Ok(scopes.join(" ")) } else { Err(Error::invalid(faults)) }
}

/// The permission of that name: `EditAnyPost`, or `Permission::EditAnyPost` where two enums have one.
fn permission(name: &str) -> Option<&'static PermissionSpec> {
    let is_it = |spec: &&&'static PermissionSpec| spec.name == name || spec.to_string() == name;
    let mut found = policy::permissions().iter().filter(is_it);
    found.next().copied().filter(|_| found.next().is_none())
}
