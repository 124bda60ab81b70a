//! Signing in by the cookie of a session.

use actix_web::HttpResponse;
use actix_web::cookie::Cookie;
use actix_web::http::header::{HeaderValue, SET_COOKIE};
use ordain_macros::{dto, route};

use super::{Credentials, check};
use crate::account::desk::Desk;
use crate::auth::{Client, Kind};
use crate::error::{Error, Result};
use crate::http::call::Call;
use crate::http::reply::kind;
use crate::http::{Operation, Reply, State};
use crate::policy::{Actor, Means};

/// What shows that a page of the application sends a request.
#[dto(crate = crate)]
pub(super) struct CsrfToken {
    /// To be sent in the header `X-CSRF-Token`, or in the field `csrf_token` of a form, with whatever changes
    /// something.
    csrf_token: String,
}

/// A reply that sets a cookie.
pub(super) struct WithCookie<T> {
    pub(super) cookie: Cookie<'static>,
    pub(super) reply: T,
}

/// Sign in: the answer sets the cookie of a session.
///
/// A session that the browser had before is ended: nobody can have chosen it.
#[route(
    post,
    "/auth/session",
    policy = public,
    tag = "accounts",
    rate_limit = "30/min per ip",
    crate = crate
)]
async fn open_session(
    given: Credentials,
    client: Client,
    before: Cookies,
    State(desk): State<Desk>,
) -> Result<WithCookie<CsrfToken>> {
    let desk = desk.inner()?;
    let (account, second_factor) = check(desk, &given, &client).await?;
    if let Some(before) = before.session
        && let Some(actor) = desk.accounts.sessions().by_cookie(&before).await?
        && let Some(session) = actor.session()
    {
        desk.accounts.sessions().end(actor.id, session).await?;
    }
    let begun = desk.accounts.begin(account, (Kind::Cookie, second_factor), &client).await?;
    let csrf_token = desk.accounts.csrf_token(&begun.id);
    Ok(WithCookie { cookie: desk.cookie(begun.ticket), reply: CsrfToken { csrf_token } })
}

/// Show the token that goes with the session's cookie.
#[route(get, "/auth/session", policy = authenticated, tag = "accounts", crate = crate)]
async fn show_session(actor: Actor, State(desk): State<Desk>) -> Result<CsrfToken> {
    match actor.session().filter(|_| actor.means() == Means::Session) {
        Some(session) => Ok(CsrfToken { csrf_token: desk.inner()?.accounts.csrf_token(session) }),
        None => Err(Error::not_found("the caller is known by no cookie, and needs no token")),
    }
}

/// The cookie that the browser had before.
struct Cookies {
    session: Option<String>,
}

impl<R> crate::http::Argument<R, crate::http::argument::source::Own> for Cookies {
    async fn take(call: &mut Call) -> Result<Self> {
        let cookie = call.services.session_cookie.and_then(|name| call.request.cookie(name));
        Ok(Self { session: cookie.map(|cookie| cookie.value().to_owned()) })
    }
}

impl<T: Reply<M>, M> Reply<(kind::Own, M)> for WithCookie<T> {
    const OWN_STATUS: bool = T::OWN_STATUS;

    fn reply(self, call: &Call) -> Result<HttpResponse> {
        let mut response = self.reply.reply(call)?;
        let value = HeaderValue::try_from(self.cookie.to_string())?;
        response.headers_mut().append(SET_COOKIE, value);
        Ok(response)
    }

    fn describe(operation: &mut Operation<'_>) {
        T::describe(operation);
    }
}
