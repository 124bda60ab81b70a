//! Tokens for the script of a page whose browser is back from a provider.
//!
//! They are in no address: the browser keeps for a minute what the script exchanges for them, and the script never sees it.

use ordain_macros::route;

use super::departure::Visit;
use crate::account::desk::Desk;
use crate::account::sign_in::{SignedIn, WithCookie, signed_in};
use crate::auth::{Kind, OAuthError, Providers};
use crate::http::State;

/// Get the tokens of somebody who has just come back from a provider, once.
#[route(
    post,
    "/auth/oauth/{provider}/tokens",
    policy = public,
    tag = "accounts",
    rate_limit = "30/min per ip",
    crate = crate
)]
async fn take_tokens(
    provider: String,
    visit: Visit,
    State(desk): State<Desk>,
    State(providers): State<Providers>,
) -> Result<WithCookie<SignedIn>, OAuthError> {
    let desk = desk.inner()?;
    let account = providers.take_over(&provider, visit.kept.value(desk)).await?;
    let begun = desk.accounts.begin(account, (Kind::Token, false), &visit.client).await?;
    Ok(WithCookie {
        cookie: desk.no_kept_cookie(),
        reply: signed_in(desk, (account, false), begun)?,
    })
}
