//! Sessions: that somebody signed in, kept on the server, so that it can be ended there at once.
//!
//! A session is held by a cookie, or by a pair of tokens of which one is renewed with each use. What proves it
//! is with its bearer alone; here is a hash.

mod database;
#[cfg(feature = "redis")]
mod redis;
mod row;
mod store;
mod table;

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::identity::{Account, IdentityEntry};
use super::seal::Seal;
use super::ticket::{Purpose, Ticket};
use crate::db::Db;
use crate::db::clock::{Millis, millis, now};
use crate::error::Result;
use crate::policy::{self, Actor, Means, RoleSpec};
use database::Database;
use row::{Known, Row};
use store::Store;

/// How often it is written down that a session is used, at most.
const BETWEEN_TOUCHES: Millis = 60_000;

/// What holds a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A cookie.
    Cookie,
    /// A bearer token, and one to renew it.
    Token,
}

/// How long sessions last, and how many there are.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// A session that is not used for so long is over.
    pub idle: Duration,
    /// However it is used, a session is over after this time.
    pub lifetime: Duration,
    /// One more session of an account ends its oldest one.
    pub limit: usize,
}

/// From where somebody signed in.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Client {
    /// The address.
    pub address: Option<IpAddr>,
    /// What the client says of itself.
    pub agent: Option<String>,
}

/// A session that has begun or was renewed.
pub struct Begun {
    /// Its name.
    pub id: String,
    /// What its bearer shows: the value of the cookie, or the token that renews.
    pub ticket: String,
}

/// A session, as its owner sees it.
#[derive(Debug, Clone)]
pub struct Session {
    /// Its name.
    pub id: String,
    /// What holds it.
    pub kind: Kind,
    /// From where it was begun; unknown when the key it was written with is gone.
    pub client: Client,
    /// When it was begun, in milliseconds since 1970.
    pub created_at: i64,
    /// When it was last used, give or take a minute, in milliseconds since 1970.
    pub seen_at: i64,
    /// When it is over at the latest, in milliseconds since 1970.
    pub expires_at: i64,
}

/// How an attempt to renew a session ended.
pub enum Renewal {
    /// It is renewed.
    Done(Begun, Box<Actor>),
    /// There is no such session, or it is over.
    Over,
    /// The token had been used before: somebody else has it, and the session is ended.
    Reused {
        /// Whose session it was.
        account: i64,
    },
}

/// The sessions of an application's accounts.
#[derive(Clone)]
pub struct Sessions(Arc<Inner>);

struct Inner {
    store: Box<dyn Store>,
    db: Db,
    seal: Seal,
    identity: &'static IdentityEntry,
    settings: Settings,
}

impl Sessions {
    /// The sessions that are kept in the database of the accounts.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn open(
        db: Db,
        seal: Seal,
        identity: &'static IdentityEntry,
        settings: Settings,
    ) -> Result<Self> {
        let store = Database { db: db.clone(), seal: seal.clone(), settings };
        Self::kept(Box::new(store), (db, seal), identity, settings).await
    }

    /// The sessions that are kept in the Redis server at `url`, of accounts that are in a database.
    ///
    /// # Errors
    /// When the address is none of a Redis server.
    #[cfg(feature = "redis")]
    pub async fn open_in_redis(
        url: &str,
        (db, seal): (Db, Seal),
        identity: &'static IdentityEntry,
        settings: Settings,
    ) -> Result<Self> {
        let connection = crate::redis::connection(url)?;
        let store = redis::Redis::new(connection, db.clone(), seal.clone(), settings);
        Self::kept(Box::new(store), (db, seal), identity, settings).await
    }

    async fn kept(
        store: Box<dyn Store>,
        (db, seal): (Db, Seal),
        identity: &'static IdentityEntry,
        settings: Settings,
    ) -> Result<Self> {
        store.prepare().await?;
        Ok(Self(Arc::new(Inner { store, db, seal, identity, settings })))
    }

    /// Begins a session. Those of the account that are too many by it are ended, the oldest first.
    ///
    /// # Errors
    /// When what keeps the sessions refuses or is away.
    pub async fn begin(
        &self,
        account: i64,
        (kind, second_factor): (Kind, bool),
        client: &Client,
    ) -> Result<Begun> {
        let Inner { store, seal, settings, .. } = &*self.0;
        let (ticket, now) = (Ticket::new()?, now());
        let id = ticket.name();
        let row = Row {
            id: id.clone(),
            account,
            kind: kind.name().to_owned(),
            secret: ticket.hash(),
            second_factor,
            client: serde_json::to_string(client)?,
            created_at: now,
            seen_at: now,
            expires_at: now.saturating_add(millis(settings.lifetime)),
        };
        store.begin(row).await?;
        Ok(Begun { id, ticket: ticket.write(seal, kind.purpose()) })
    }

    /// Who shows this cookie.
    ///
    /// # Errors
    /// When what keeps the sessions, or the database, refuses or is away.
    pub async fn by_cookie(&self, value: &str) -> Result<Option<Actor>> {
        let Some(ticket) = Ticket::read(value, &self.0.seal, Purpose::Cookie) else {
            return Ok(None);
        };
        match self.live(&ticket.name(), Kind::Cookie).await? {
            Some(live) if ticket.has_hash(&live.session.secret) => self.actor(live).await,
            _ => Ok(None),
        }
    }

    /// Who is in the session that a bearer token names.
    ///
    /// # Errors
    /// When what keeps the sessions, or the database, refuses or is away.
    pub async fn by_token(&self, id: &str, account: i64) -> Result<Option<Actor>> {
        match self.live(id, Kind::Token).await? {
            Some(live) if live.session.account == account => self.actor(live).await,
            _ => Ok(None),
        }
    }

    /// Renews the session of a refresh token, which is of no use from then on.
    ///
    /// # Errors
    /// When what keeps the sessions, or the database, refuses or is away.
    pub async fn renew(&self, token: &str) -> Result<Renewal> {
        let Inner { store, seal, .. } = &*self.0;
        let Some(ticket) = Ticket::read(token, seal, Purpose::Refresh) else {
            return Ok(Renewal::Over);
        };
        let id = ticket.name();
        let Some(live) = self.live(&id, Kind::Token).await? else { return Ok(Renewal::Over) };
        let account = live.session.account;
        let renewed = ticket.renewed()?;
        let is_current = ticket.has_hash(&live.session.secret)
            && store.renew(&live.session, renewed.hash(), now()).await?;
        if !is_current {
            store.end(account, &id).await?;
            return Ok(Renewal::Reused { account });
        }
        match self.actor(live).await? {
            Some(actor) => {
                let begun = Begun { ticket: renewed.write(seal, Purpose::Refresh), id };
                Ok(Renewal::Done(begun, Box::new(actor)))
            }
            None => Ok(Renewal::Over),
        }
    }

    /// Notes that a second factor was given in a session of the account.
    ///
    /// # Errors
    /// When what keeps the sessions refuses or is away.
    pub async fn raise(&self, account: i64, id: &str) -> Result<()> {
        self.0.store.raise(account, id).await
    }

    /// The sessions of an account that are not over, the oldest first.
    ///
    /// # Errors
    /// When what keeps the sessions refuses or is away.
    pub async fn list(&self, account: i64) -> Result<Vec<Session>> {
        let rows = self.0.store.of_account(account).await?;
        let live = rows.into_iter().filter(|row| !row.is_over(&self.0.settings));
        let session = |row: Row| {
            Some(Session {
                kind: Kind::named(&row.kind)?,
                client: serde_json::from_str(&row.client).unwrap_or_default(),
                id: row.id,
                created_at: row.created_at,
                seen_at: row.seen_at,
                expires_at: row.expires_at,
            })
        };
        Ok(live.filter_map(session).collect())
    }

    /// Ends one session of an account: whether there was one.
    ///
    /// # Errors
    /// When what keeps the sessions refuses or is away.
    pub async fn end(&self, account: i64, id: &str) -> Result<bool> {
        self.0.store.end(account, id).await
    }

    /// Ends all sessions of an account, but for the one that is named: how many there were. Those in the
    /// database end together with what else is done in the transaction that `db` may be within; those in Redis at
    /// once, also if that is rolled back.
    ///
    /// # Errors
    /// When what keeps the sessions refuses or is away.
    pub async fn end_all(&self, db: &Db, account: i64, except: Option<&str>) -> Result<usize> {
        self.0.store.end_all(db, account, except).await
    }

    /// The session with that name, if it is not over.
    async fn live(&self, id: &str, kind: Kind) -> Result<Option<Known>> {
        let known = self.0.store.find(id).await?;
        Ok(known.filter(|known| known.session.is_live(kind, &self.0.settings)))
    }

    /// Who is in the session; nobody if the account is gone or disabled.
    async fn actor(&self, live: Known) -> Result<Option<Actor>> {
        let Inner { store, db, identity, settings, .. } = &*self.0;
        let Known { session, disabled_at, verified_at, granted } = live;
        if disabled_at.is_some() {
            return Ok(None);
        }
        let Some(account) = identity.find(db, session.account).await? else { return Ok(None) };
        let now = now();
        if session.seen_at.saturating_add(between_touches(settings)) < now {
            store.touch(&session, now).await?;
        }
        let means = if session.kind == Kind::Cookie.name() { Means::Session } else { Means::Token };
        let actor = Actor::new(account.id, roles(&account, granted))
            .by(means)
            .with_second_factor(session.second_factor)
            .with_verified(verified_at.is_some())
            .in_session(session.id);
        Ok(Some(actor))
    }
}

/// How often it is written down that a session is used: so often that one that is used does not end as an
/// unused one would.
fn between_touches(settings: &Settings) -> Millis {
    BETWEEN_TOUCHES.min(millis(settings.idle) / 4)
}

/// The role of the account's row, and those that were granted to it. One that the application does not know any
/// more grants nothing.
pub(super) fn roles(account: &Account, granted: Vec<String>) -> Vec<&'static RoleSpec> {
    let granted = granted.iter().filter_map(|name| {
        let role = policy::role(name);
        if role.is_none() {
            tracing::warn!(role = name, account = account.id, "a granted role is not known");
        }
        role
    });
    account.role.into_iter().chain(granted).collect()
}

impl Kind {
    const fn name(self) -> &'static str {
        match self {
            Self::Cookie => "cookie",
            Self::Token => "token",
        }
    }

    fn named(name: &str) -> Option<Self> {
        [Self::Cookie, Self::Token].into_iter().find(|kind| kind.name() == name)
    }

    const fn purpose(self) -> Purpose {
        match self {
            Self::Cookie => Purpose::Cookie,
            Self::Token => Purpose::Refresh,
        }
    }
}
