//! The sessions of the caller: where they are signed in, and signing out there.

use chrono::{DateTime, Utc};
use ordain_macros::{dto, route};

use super::desk::Desk;
use crate::auth::{Client, Kind, Session};
use crate::error::{Error, Result};
use crate::http::call::Call;
use crate::http::{Argument, NoContent, State};
use crate::policy::Actor;

/// A place where the caller is signed in.
#[dto(crate = crate)]
struct SessionInfo {
    /// Its name.
    id: String,
    /// Whether a cookie or a pair of tokens holds it.
    kind: String,
    /// Whether it is the one of this request.
    current: bool,
    /// The address from which it was begun.
    address: Option<String>,
    /// What the client said of itself.
    agent: Option<String>,
    /// When it was begun.
    created_at: DateTime<Utc>,
    /// When it was last used, give or take a minute.
    seen_at: DateTime<Utc>,
    /// When it is over at the latest.
    expires_at: DateTime<Utc>,
}

/// List where the caller is signed in.
#[route(get, "/auth/sessions", policy = authenticated, tag = "accounts", crate = crate)]
async fn list_sessions(actor: Actor, State(desk): State<Desk>) -> Result<Vec<SessionInfo>> {
    let sessions = desk.inner()?.accounts.sessions().list(actor.id).await?;
    sessions.into_iter().map(|session| shown(session, actor.session())).collect()
}

/// Sign out in one place.
#[route(delete, "/auth/sessions/{session}", policy = authenticated, tag = "accounts", crate = crate)]
async fn end_session(session: String, actor: Actor, State(desk): State<Desk>) -> Result<NoContent> {
    if desk.inner()?.accounts.sessions().end(actor.id, &session).await? {
        Ok(NoContent)
    } else {
        Err(Error::not_found("there is no such session"))
    }
}

/// Sign out everywhere else.
#[route(delete, "/auth/sessions", policy = authenticated, tag = "accounts", crate = crate)]
async fn end_other_sessions(actor: Actor, State(desk): State<Desk>) -> Result<NoContent> {
    let accounts = &desk.inner()?.accounts;
    accounts.sessions().end_all(accounts.db(), actor.id, actor.session()).await?;
    Ok(NoContent)
}

fn shown(session: Session, current: Option<&str>) -> Result<SessionInfo> {
    Ok(SessionInfo {
        current: current == Some(&session.id),
        id: session.id,
        kind: match session.kind {
            Kind::Cookie => "cookie",
            Kind::Token => "token",
        }
        .to_owned(),
        address: session.client.address.map(|address| address.to_string()),
        agent: session.client.agent,
        created_at: time(session.created_at)?,
        seen_at: time(session.seen_at)?,
        expires_at: time(session.expires_at)?,
    })
}

/// A point in time, of milliseconds since 1970.
pub(super) fn time(millis: i64) -> Result<DateTime<Utc>> {
    DateTime::from_timestamp_millis(millis)
        .ok_or_else(|| Error::internal(format!("{millis} ms is no point in time")))
}

/// The longest text that is kept of what a client says of itself.
const LONGEST_AGENT: usize = 300;

impl<R> Argument<R, crate::http::argument::source::Own> for Client {
    async fn take(call: &mut Call) -> Result<Self> {
        let agent = call.request.headers().get(actix_web::http::header::USER_AGENT);
        let agent = agent.and_then(|agent| agent.to_str().ok());
        Ok(Self {
            address: crate::http::client::address(&call.request),
            agent: agent.map(|agent| agent.chars().take(LONGEST_AGENT).collect()),
        })
    }
}
