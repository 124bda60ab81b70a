//! Getting an account, and proving that it is one's own.

mod cookie;
mod token;

#[cfg(feature = "oauth")]
pub(super) use cookie::{Cookies, WithCookie, open};
#[cfg(feature = "oauth")]
pub(super) use token::{SignedIn, signed_in};

use actix_web::http::StatusCode;
use ordain_macros::{dto, route};

use super::desk::{Desk, Inner};
use super::entry::{NewAccount, entry};
use super::letter::{About, post};
use crate::auth::{Client, SignIn, identity};
use crate::error::{Error, Result};
use crate::http::{Accepted, NoContent, State};
use crate::policy::Actor;

/// What somebody gives to sign in.
#[dto(crate = crate)]
pub(super) struct Credentials {
    /// The login of the account.
    #[validate(length(max = 320))]
    pub(super) login: String,
    /// Its password.
    #[validate(length(max = 200))]
    pub(super) password: String,
    /// The code of the second factor, or a recovery code, where the account has one.
    #[serde(default)]
    #[validate(length(max = 40))]
    pub(super) code: Option<String>,
}

/// Get an account.
///
/// The answer is the same for an address that has one: its owner gets a mail.
#[route(
    post,
    "/auth/register",
    policy = public,
    tag = "accounts",
    rate_limit = "20/hour per ip",
    audit = "account.register", crate = crate
)]
async fn register(new: NewAccount, State(desk): State<Desk>) -> Result<Accepted> {
    let desk = desk.inner()?;
    let NewAccount { login, password, create } = new;
    let password = password.hash().await?;
    let db = desk.accounts.db();
    let created = db
        .transaction(async |tx| {
            create.create(tx, password).await?;
            post(tx, &login, About::Verify).await
        })
        .await;
    match created {
        // Who has the address already must not be found out by asking.
        Err(error) if error.status() == StatusCode::CONFLICT && is_taken(desk, &login).await? => {
            post(db, &login, About::Taken).await?;
        }
        other => other?,
    }
    Ok(Accepted)
}

async fn is_taken(desk: &Inner, login: &str) -> Result<bool> {
    let Some(identity) = identity()? else { return Ok(false) };
    Ok(identity.find_by_login(desk.accounts.db(), login).await?.is_some())
}

/// Show the account of the caller.
#[route(get, "/auth/me", policy = authenticated, tag = "accounts", crate = crate)]
async fn me(actor: Actor, State(desk): State<Desk>) -> Result<Shown> {
    let db = desk.inner()?.accounts.db();
    let shown = match entry() {
        Some(entry) => entry.show(db, actor).await?,
        None => None,
    };
    shown.map(Shown).ok_or_else(|| Error::not_found("the account is gone"))
}

/// Sign out: the session of the caller ends at once.
#[route(post, "/auth/logout", policy = authenticated, tag = "accounts", crate = crate)]
async fn log_out(actor: Actor, State(desk): State<Desk>) -> Result<cookie::WithCookie<NoContent>> {
    let desk = desk.inner()?;
    if let Some(session) = actor.session() {
        desk.accounts.sessions().end(actor.id, session).await?;
    }
    Ok(cookie::WithCookie { cookie: desk.no_cookie(), reply: NoContent })
}

/// The account behind credentials, and whether a second factor was given.
///
/// # Errors
/// 401 if the credentials are wrong; which part of them is, is not told before the password is right. 429 while who
/// failed before must wait.
async fn check(desk: &Inner, given: &Credentials, client: &Client) -> Result<(i64, bool)> {
    let Credentials { login, password, code } = given;
    let attempt = desk.attempts.begin(login, client.address).await?;
    let refused = |code: &'static str, detail: &'static str| {
        Err(Error::new(StatusCode::UNAUTHORIZED, code, detail))
    };
    match desk.accounts.sign_in(login, password, code.as_deref()).await? {
        SignIn::Good(account, second_factor) => {
            attempt.succeeded().await;
            Ok((account.id, second_factor))
        }
        SignIn::Wrong => refused("wrong_credentials", "the login or the password is wrong"),
        SignIn::SecondFactorNeeded => {
            refused("second_factor_needed", "the account has a second factor: give its `code`, too")
        }
        SignIn::SecondFactorWrong => {
            refused("second_factor_wrong", "the code is wrong, or was used before")
        }
    }
}

/// An account, as its owner sees it.
struct Shown(serde_json::Value);

impl crate::http::Reply<crate::http::reply::kind::Own> for Shown {
    fn reply(self, call: &crate::http::call::Call) -> Result<actix_web::HttpResponse> {
        crate::http::reply::json(call.success(), &self.0)
    }

    fn describe(operation: &mut crate::http::Operation<'_>) {
        if let Some(entry) = entry() {
            operation.success_schema(|schemas| entry.schema(schemas));
        }
    }
}
