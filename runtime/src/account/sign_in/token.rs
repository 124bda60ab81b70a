//! Signing in by bearer tokens: one for a short time, and one that renews it.

use ordain_macros::{dto, route};

use super::{Credentials, check};
use crate::account::desk::{Desk, Inner};
use crate::auth::{Begun, Client, Kind, Renewal};
use crate::error::{Error, Result};
use crate::http::State;

/// The tokens of a session (RFC 6749 §5.1).
#[dto(crate = crate)]
pub(in crate::account) struct SignedIn {
    /// To be sent as `Authorization: <token_type> …`.
    access_token: String,
    /// The word before the token: `Bearer`, unless the application has another one.
    token_type: String,
    /// After how many seconds the access token expires.
    expires_in: u64,
    /// Renews both tokens, once.
    refresh_token: String,
}

/// What renews a session.
#[dto(crate = crate)]
struct Refresh {
    /// The token that signing in, or the last renewal, answered with.
    #[validate(length(max = 200))]
    refresh_token: String,
}

/// Sign in.
#[route(
    post,
    "/auth/login",
    policy = public,
    tag = "accounts",
    rate_limit = "30/min per ip",
    crate = crate
)]
async fn log_in(given: Credentials, client: Client, State(desk): State<Desk>) -> Result<SignedIn> {
    let desk = desk.inner()?;
    let (account, second_factor) = check(desk, &given, &client).await?;
    let begun = desk.accounts.begin(account, (Kind::Token, second_factor), &client).await?;
    signed_in(desk, (account, second_factor), begun)
}

/// Renew the tokens of a session.
///
/// A refresh token is good once. One that is used again was copied: its session ends for both.
#[route(
    post,
    "/auth/refresh",
    policy = public,
    tag = "accounts",
    rate_limit = "60/min per ip",
    crate = crate
)]
async fn refresh(given: Refresh, State(desk): State<Desk>) -> Result<SignedIn> {
    let desk = desk.inner()?;
    let over = || Error::unauthorized("the refresh token is not valid: sign in again");
    match desk.accounts.sessions().renew(&given.refresh_token).await? {
        Renewal::Done(begun, actor) => {
            signed_in(desk, (actor.id, actor.has_second_factor()), begun)
        }
        Renewal::Over => Err(over()),
        Renewal::Reused { account } => {
            tracing::warn!(account, "a refresh token was used twice: its session is ended");
            Err(over())
        }
    }
}

pub(in crate::account) fn signed_in(
    desk: &Inner,
    (account, second_factor): (i64, bool),
    begun: Begun,
) -> Result<SignedIn> {
    let token = desk.tokens.grant(account, ()).session(&begun.id);
    let token = token.second_factor(second_factor).issue()?;
    Ok(SignedIn {
        access_token: token.as_str().to_owned(),
        token_type: token.scheme().to_owned(),
        expires_in: token.expires_in(),
        refresh_token: begun.ticket,
    })
}
