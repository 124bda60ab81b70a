//! Requests that a browser was made to send by a page of somebody else (CSRF).
//!
//! A browser adds cookies without being asked, so whoever is known by one shows as well that the request comes from
//! the application: by a token that is bound to the session, and by what the browser says of the page. Bearer tokens and
//! API keys need none of this: no browser adds them.

use actix_web::HttpRequest;
use actix_web::dev::Payload;
use actix_web::http::Method;
use actix_web::http::header::{CONTENT_TYPE, HeaderName, ORIGIN};
use actix_web::web::{Bytes, BytesMut};
use futures_util::StreamExt;

use super::client;
use super::incoming::unreadable;
use super::services::Services;
use crate::auth::Accounts;
use crate::error::{Error, Result};
use crate::policy::{Actor, Means};

/// The header that carries the token.
pub const HEADER: HeaderName = HeaderName::from_static("x-csrf-token");

/// The field of a form that carries it, where no script can set a header.
const FIELD: &str = "csrf_token";

/// Lets a request pass that nobody else can have made the caller send.
///
/// # Errors
/// 403 if the caller is known by a cookie, the request changes something, and it does not show where it comes from.
pub(super) async fn check(
    actor: Option<&Actor>,
    request: &HttpRequest,
    payload: &mut Payload,
    services: &Services,
) -> Result<()> {
    let Some(actor) = actor.filter(|actor| actor.means() == Means::Session) else { return Ok(()) };
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return Ok(());
    }
    if !is_from_here(request) {
        return Err(refused("the request comes from a page of another site"));
    }
    let known = services.get::<Accounts>().zip(actor.session());
    let Some((accounts, session)) = known else { return Err(refused("no token can be checked")) };
    let given = match request.headers().get(HEADER) {
        Some(header) => header.to_str().ok().map(str::to_owned),
        None if is_form(request) => take_field(payload).await?,
        None => None,
    };
    match given {
        None => Err(refused("the request has no CSRF token")),
        Some(given) if !accounts.is_csrf_token(session, &given) => {
            Err(refused("the CSRF token is not that of the session"))
        }
        Some(_) => Ok(()),
    }
}

/// What the browser says of the page that sends the request; a client that says nothing is none.
fn is_from_here(request: &HttpRequest) -> bool {
    let text = |name: &HeaderName| {
        request.headers().get(name).map(|value| value.to_str().unwrap_or("").to_owned())
    };
    match text(&HeaderName::from_static("sec-fetch-site")).as_deref() {
        None | Some("same-origin" | "none") => {}
        Some(_) => return false,
    }
    let Some(origin) = text(&ORIGIN) else { return true };
    let host = origin.split_once("://").map(|(_, host)| host);
    host.is_some() && host == client::host(request).as_deref()
}

fn is_form(request: &HttpRequest) -> bool {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = kind.and_then(|kind| kind.split(';').next()).unwrap_or("").trim();
    essence.eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

/// Takes the field out of a form; the rest of it is what the route reads.
async fn take_field(payload: &mut Payload) -> Result<Option<String>> {
    let mut body = BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|error| unreadable(&error))?;
        body.extend_from_slice(&chunk);
    }
    let mut token = None;
    let mut rest = form_urlencoded::Serializer::new(String::new());
    for (name, value) in form_urlencoded::parse(&body) {
        if name == FIELD {
            token = Some(value.into_owned());
        } else {
            rest.append_pair(&name, &value);
        }
    }
    *payload = Payload::from(Bytes::from(rest.finish()));
    Ok(token)
}

fn refused(why: &'static str) -> Error {
    let detail = format!("{why}: send the session's token in the header `X-CSRF-Token`");
    Error::new(actix_web::http::StatusCode::FORBIDDEN, "csrf", detail)
}
