//! Sessions in Redis: one script and one round trip for each step, and nothing that is over is kept.
//!
//! A session is a field of its account's hash, closed as a whole: whoever reads Redis learns when it was begun
//! and which account it is of, no more. A key with the session's name leads to the account and lives as long as
//! the session may. Without either of them there is no session: a hash that Redis lost for want of memory signs
//! its account out, and never leaves a session behind that could not be ended.
//!
//! A server that does not answer is no reason to take somebody for a stranger: that is a 503.

use std::fmt::Display;
use std::time::Duration;

use actix_web::http::header::{HeaderValue, RETRY_AFTER};
use futures_util::future::{BoxFuture, try_join};
use redis::aio::ConnectionManager;
use redis::{FromRedisValue, Script, ScriptInvocation};

use super::Settings;
use super::row::{Known, Row};
use super::store::Store;
use crate::auth::same::same;
use crate::auth::seal::Seal;
use crate::auth::standing;
use crate::db::Db;
use crate::db::clock::{Millis, millis, now};
use crate::error::{Error, Result};

/// What the key of a session begins with; its name follows.
const SESSION: &str = "ordain:session:";

/// What the key of an account's sessions begins with; its number follows.
const SESSIONS: &str = "ordain:sessions:";

/// So often a session is read again that another process changed meanwhile.
const TRIES: u32 = 16;

/// A Redis server with all sessions.
pub(super) struct Redis {
    connection: ConnectionManager,
    db: Db,
    seal: Seal,
    settings: Settings,
    begin: Script,
    find: Script,
    list: Script,
    swap: Script,
    end: Script,
}

/// A session as it was read, and the text that it was read from.
struct Found {
    row: Row,
    text: String,
}

impl Redis {
    pub(super) fn new(
        connection: ConnectionManager,
        db: Db,
        seal: Seal,
        settings: Settings,
    ) -> Self {
        Self {
            connection,
            db,
            seal,
            settings,
            begin: Script::new(include_str!("redis/begin.lua")),
            find: Script::new(include_str!("redis/find.lua")),
            list: Script::new(include_str!("redis/list.lua")),
            swap: Script::new(include_str!("redis/swap.lua")),
            end: Script::new(include_str!("redis/end.lua")),
        }
    }

    async fn run<T: FromRedisValue>(&self, call: &ScriptInvocation<'_>) -> Result<T> {
        call.invoke_async(&mut self.connection.clone()).await.map_err(away)
    }

    /// Runs what may run twice: once more if the connection has broken, as after a restart of the server, which is
    /// found out by using it.
    async fn run_again<T: FromRedisValue>(&self, call: &ScriptInvocation<'_>) -> Result<T> {
        let mut connection = self.connection.clone();
        match call.invoke_async(&mut connection).await {
            Err(error) if error.is_connection_dropped() => self.run(call).await,
            other => other.map_err(away),
        }
    }

    async fn insert(&self, row: Row) -> Result<()> {
        let lifetime = row.expires_at.saturating_sub(now());
        let mut call = self.begin.prepare_invoke();
        call.key(of_account(row.account)).key(SESSION).arg(row.account).arg(&row.id);
        call.arg(self.close(&row)?).arg(milliseconds(row.rest(&self.settings))).arg(lifetime);
        call.arg(self.settings.limit.max(1));
        self.run_again(&call).await
    }

    async fn load(&self, id: &str) -> Result<Option<Found>> {
        let mut call = self.find.prepare_invoke();
        let found: Option<(i64, String)> =
            self.run_again(call.key(SESSION).key(SESSIONS).arg(id)).await?;
        Ok(found.and_then(|(account, text)| {
            let row = self.open((account, id), &text)?;
            Some(Found { row, text })
        }))
    }

    async fn known(&self, id: &str) -> Result<Option<Known>> {
        let Some(Found { row, .. }) = self.load(id).await? else { return Ok(None) };
        let standing = standing::of(&self.db, row.account);
        let grants = standing::grants(&self.db, row.account);
        let (standing, grants) = try_join(standing, grants).await?;
        Ok(Some(Known {
            session: row,
            disabled_at: standing.disabled_at,
            verified_at: standing.verified_at,
            granted: grants.into_iter().map(|grant| grant.role).collect(),
        }))
    }

    async fn rows(&self, account: i64) -> Result<Vec<Row>> {
        let mut call = self.list.prepare_invoke();
        let texts: Vec<(String, String)> =
            self.run_again(call.key(of_account(account)).key(SESSION)).await?;
        let mut rows: Vec<Row> =
            texts.iter().filter_map(|(id, text)| self.open((account, id), text)).collect();
        rows.sort_by(|one, other| (one.created_at, &one.id).cmp(&(other.created_at, &other.id)));
        Ok(rows)
    }

    /// Changes a session, unless it is gone or `change` does not want to any more: whether it was changed.
    async fn change(&self, id: &str, change: impl Fn(&mut Row) -> bool) -> Result<bool> {
        for _ in 0..TRIES {
            let Some(Found { mut row, text }) = self.load(id).await? else { return Ok(false) };
            if !change(&mut row) {
                return Ok(false);
            }
            let mut call = self.swap.prepare_invoke();
            call.key(of_account(row.account)).key(format!("{SESSION}{id}")).arg(id);
            call.arg(text).arg(self.close(&row)?).arg(milliseconds(row.rest(&self.settings)));
            if self.run(&call).await? {
                return Ok(true);
            }
        }
        Err(away("a session is changed by too many at once"))
    }

    /// Ends the session that is named, or all but that one.
    async fn delete(&self, account: i64, (mode, id): (&str, &str)) -> Result<usize> {
        let mut call = self.end.prepare_invoke();
        self.run(call.key(of_account(account)).key(SESSION).arg(mode).arg(id)).await
    }

    /// The text that is kept: when the session was begun, for the scripts, and the session, closed.
    fn close(&self, row: &Row) -> Result<String> {
        let text = serde_json::to_string(row)?;
        let closed = self.seal.close(&place(row.account, &row.id), &text)?;
        Ok(format!("{} {closed}", row.created_at))
    }

    /// The session that a text is; `None` if this application did not keep it there.
    fn open(&self, (account, id): (i64, &str), text: &str) -> Option<Row> {
        let (_, closed) = text.split_once(' ')?;
        let row: Row = serde_json::from_str(&self.seal.open(&place(account, id), closed)?).ok()?;
        (row.account == account && row.id == id).then_some(row)
    }
}

impl Store for Redis {
    /// A server that is away does not refuse the start: until it answers, nobody is signed in.
    fn prepare(&self) -> BoxFuture<'_, Result<()>> {
        Box::pin(async move {
            // Here, so that the connection belongs to the runtime that lives as long as the application.
            if let Err(error) = self.load("").await {
                let reason = error.source_chain();
                tracing::warn!(reason, "Redis does not answer: nobody is signed in until it does");
            }
            Ok(())
        })
    }

    fn begin(&self, session: Row) -> BoxFuture<'_, Result<()>> {
        Box::pin(self.insert(session))
    }

    fn find<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Option<Known>>> {
        Box::pin(self.known(id))
    }

    fn of_account(&self, account: i64) -> BoxFuture<'_, Result<Vec<Row>>> {
        Box::pin(self.rows(account))
    }

    fn touch<'a>(&'a self, session: &'a Row, now: Millis) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            let touch = |row: &mut Row| {
                row.seen_at = now.max(row.seen_at);
                true
            };
            self.change(&session.id, touch).await.map(drop)
        })
    }

    fn renew<'a>(
        &'a self,
        session: &'a Row,
        secret: String,
        now: Millis,
    ) -> BoxFuture<'a, Result<bool>> {
        Box::pin(async move {
            let renew = |row: &mut Row| {
                let is_same = same(&row.secret, &session.secret);
                (row.secret, row.seen_at) = (secret.clone(), now.max(row.seen_at));
                is_same
            };
            self.change(&session.id, renew).await
        })
    }

    fn raise<'a>(&'a self, account: i64, id: &'a str) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            let raise = |row: &mut Row| {
                row.second_factor = true;
                row.account == account
            };
            self.change(id, raise).await.map(drop)
        })
    }

    fn end<'a>(&'a self, account: i64, id: &'a str) -> BoxFuture<'a, Result<bool>> {
        Box::pin(async move { Ok(self.delete(account, ("one", id)).await? > 0) })
    }

    fn end_all<'a>(
        &'a self,
        _: &'a Db,
        account: i64,
        except: Option<&'a str>,
    ) -> BoxFuture<'a, Result<usize>> {
        Box::pin(self.delete(account, ("but", except.unwrap_or(""))))
    }
}

fn of_account(account: i64) -> String {
    format!("{SESSIONS}{account}")
}

/// What the text of a session is bound to: nobody puts it into the account of somebody else.
fn place(account: i64, id: &str) -> String {
    format!("session {id} of {account}")
}

/// Redis takes no time that is over.
fn milliseconds(duration: Duration) -> Millis {
    millis(duration).max(1)
}

/// Nobody can say who is signed in.
fn away(reason: impl Display) -> Error {
    Error::unavailable("it cannot be looked up now who is signed in: try again")
        .with_header(RETRY_AFTER, HeaderValue::from_static("1"))
        .with_source(format!("the sessions in Redis cannot be asked: {reason}"))
}
