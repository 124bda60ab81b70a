//! Sending a browser elsewhere, and what it keeps until it is back.

use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::header::{HeaderValue, SET_COOKIE};
use actix_web::{HttpRequest, HttpResponse};

use crate::account::desk::Inner;
use crate::account::sign_in::Cookies;
use crate::auth::Client;
use crate::error::Result;
use crate::http::argument::{Argument, source};
use crate::http::call::Call;
use crate::http::reply::kind;
use crate::http::{Operation, Redirect, Reply};

/// The names of the cookie: a browser takes the first one only from the host itself, and over HTTPS.
const SECURE_NAME: &str = "__Host-oauth";
const PLAIN_NAME: &str = "oauth";

/// A redirection that sets cookies.
pub(super) struct Departure {
    to: Redirect,
    cookies: Vec<Cookie<'static>>,
}

impl Departure {
    pub(super) fn to(address: String) -> Self {
        Self { to: Redirect::see_other(address), cookies: Vec::new() }
    }

    pub(super) fn with(mut self, cookie: Cookie<'static>) -> Self {
        self.cookies.push(cookie);
        self
    }
}

impl Reply<kind::Own> for Departure {
    const OWN_STATUS: bool = true;

    fn reply(self, call: &Call) -> Result<HttpResponse> {
        let mut response = self.to.reply(call)?;
        for cookie in &self.cookies {
            response.headers_mut().append(SET_COOKIE, HeaderValue::try_from(cookie.to_string())?);
        }
        Ok(response)
    }

    fn describe(operation: &mut Operation<'_>) {
        operation.redirect();
    }
}

/// What a browser brings with it, beside what a provider sends.
pub(super) struct Visit {
    pub(super) kept: Kept,
    pub(super) client: Client,
    pub(super) before: Cookies,
}

impl<R> Argument<R, source::Own> for Visit {
    async fn take(call: &mut Call) -> Result<Self> {
        Ok(Self {
            kept: Kept::of(&call.request),
            client: <Client as Argument<R, source::Own>>::take(call).await?,
            before: <Cookies as Argument<R, source::Own>>::take(call).await?,
        })
    }
}

/// What a browser kept.
pub(super) struct Kept {
    secure: Option<String>,
    plain: Option<String>,
}

impl Kept {
    fn of(request: &HttpRequest) -> Self {
        let value = |name| request.cookie(name).map(|cookie| cookie.value().to_owned());
        Self { secure: value(SECURE_NAME), plain: value(PLAIN_NAME) }
    }

    /// That of the cookie that this application sets.
    pub(super) fn value(&self, desk: &Inner) -> Option<&str> {
        if desk.is_secure() { self.secure.as_deref() } else { self.plain.as_deref() }
    }
}

impl Inner {
    /// The cookie that a browser keeps until it is back; `posted`, it comes with a form of another site.
    pub(super) fn kept_cookie(&self, value: String, posted: bool) -> Cookie<'static> {
        let name = if self.is_secure() { SECURE_NAME } else { PLAIN_NAME };
        Cookie::build(name, value)
            .path("/")
            .http_only(true)
            .secure(self.is_secure() || posted)
            .same_site(if posted { SameSite::None } else { SameSite::Lax })
            .max_age(actix_web::cookie::time::Duration::minutes(10))
            .finish()
    }

    /// The cookie that makes a browser forget what it kept.
    pub(super) fn no_kept_cookie(&self) -> Cookie<'static> {
        let mut cookie = self.kept_cookie(String::new(), false);
        cookie.make_removal();
        cookie
    }
}
