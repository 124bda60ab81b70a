//! One request on its way through a route: what the guards found out, what the arguments take.
//!
//! It lives as long as the call and is never shared.

use std::any::Any;
use std::borrow::Cow;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use actix_web::cookie::Cookie;
use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::http::header::HeaderName;
use actix_web::{HttpRequest, HttpResponse};
use futures_util::future::BoxFuture;
use percent_encoding::percent_decode_str;

#[cfg(feature = "jobs")]
use super::acting::Behind;
use super::field::Fields;
use super::segment::Segment;
use super::services::Services;
use super::spec::RouteSpec;
use crate::auth::{Credentials, Finding};
use crate::error::{Error, Result, Violation};
use crate::policy::{Actor, Decision, Pass};

/// The header of an API key.
pub const API_KEY: HeaderName = HeaderName::from_static("x-api-key");

/// A running route.
pub type Handling = Pin<Box<dyn Future<Output = Answer>>>;

/// What becomes of a request.
pub type Answer = Result<HttpResponse>;

/// A request that has reached its route.
pub struct Call {
    /// The route.
    pub spec: &'static RouteSpec,
    /// The request's head.
    pub request: HttpRequest,
    /// The request's body, not read yet.
    pub payload: Payload,
    /// What the application provides; counted for each worker, so that none waits for another.
    pub services: Rc<Arc<Services>>,
    /// Who calls; only known where the policy asked.
    pub actor: Option<Actor>,
    /// What the policy decided over.
    pub resource: Option<Box<dyn Any>>,
    /// The rows that the path names, where rules for fields of the body may depend on them.
    pub rows: Vec<Box<dyn Any>>,
    /// Which rules for fields it meets.
    pub fields: Fields,
    /// That the policy was asked: without it there is no call.
    pub pass: Pass,
    /// What the work that it queues remembers of it, where there is such.
    #[cfg(feature = "jobs")]
    pub behind: Option<Rc<Behind>>,
}

impl Call {
    /// A path segment as text, decoded.
    ///
    /// # Errors
    /// 400 if it is not UTF-8 after decoding.
    pub fn text(&self, name: &'static str) -> Result<Cow<'_, str>> {
        let raw = self.request.match_info().get(name).unwrap_or_default();
        // What is not UTF-8 has been replaced by now; who means this character says so.
        if raw.contains(char::REPLACEMENT_CHARACTER) && !self.request.path().contains("%EF%BF%BD") {
            return Err(malformed(name, "is not valid UTF-8"));
        }
        percent_decode_str(raw).decode_utf8().map_err(|_| malformed(name, "is not valid UTF-8"))
    }

    /// Who calls, when somebody who is known does.
    ///
    /// # Errors
    /// 401 if the request carries credentials that are not good.
    pub async fn actor(&mut self) -> Result<Option<&Actor>> {
        if self.actor.is_none() {
            self.actor = match authenticate(&self.request, &self.services) {
                Finding::Now(found) => found?,
                Finding::Later(found) => {
                    identify(found, &self.request, &mut self.payload, &self.services).await?
                }
            };
            #[cfg(feature = "__database")]
            super::audit::acts(self.spec, &self.request, self.actor.as_ref());
            #[cfg(feature = "jobs")]
            if let Some(behind) = &self.behind {
                behind.learn(self.actor.as_ref());
            }
        }
        Ok(self.actor.as_ref())
    }

    /// Decides the policy over a resource that has been loaded.
    ///
    /// # Errors
    /// 401 or 403 if the policy denies.
    pub fn decide(&mut self, resource: Box<dyn Any>) -> Result<()> {
        let decision = self.spec.policy.decide(self.actor.as_ref(), Some(&*resource));
        if decision != Decision::Allow {
            return Err(denied(self.spec, self.actor.as_ref(), Some(&*resource), &self.services));
        }
        self.resource = Some(resource);
        Ok(())
    }

    /// The status of a good reply.
    #[must_use]
    pub fn success(&self) -> StatusCode {
        success(self.spec)
    }
}

/// The status of a route's good reply, unless the reply has its own.
#[must_use]
pub fn success(spec: &RouteSpec) -> StatusCode {
    spec.status.and_then(|status| StatusCode::from_u16(status).ok()).unwrap_or(StatusCode::OK)
}

/// Finds out who calls. Credentials that are not good are a 401.
#[must_use]
pub fn authenticate(request: &HttpRequest, services: &Services) -> Finding {
    use actix_web::http::header::AUTHORIZATION;
    // Text that is no visible ASCII is a bad credential, not an absent one.
    let header =
        |name: &HeaderName| request.headers().get(name).map(|value| value.to_str().unwrap_or(""));
    let cookie = services.session_cookie.and_then(|name| request.cookie(name));
    services.authenticator.authenticate(Credentials {
        authorization: header(&AUTHORIZATION),
        key: header(&API_KEY),
        session: cookie.as_ref().map(Cookie::value),
    })
}

/// Waits for who calls, and makes sure that nobody else made them call.
///
/// # Errors
/// 401 if the request carries credentials that are not good; 403 if it may come from a page of somebody else.
pub async fn identify(
    found: BoxFuture<'static, Result<Option<Actor>>>,
    request: &HttpRequest,
    payload: &mut Payload,
    services: &Services,
) -> Result<Option<Actor>> {
    let actor = found.await?;
    #[cfg(feature = "accounts")]
    super::csrf::check(actor.as_ref(), request, payload, services).await?;
    let _ = (request, payload, services);
    Ok(actor)
}

/// What a denied caller is told: 401 to a stranger, 403 to somebody known.
#[must_use]
pub fn denied(
    spec: &RouteSpec,
    actor: Option<&Actor>,
    resource: Option<&dyn Any>,
    services: &Services,
) -> Error {
    use actix_web::http::header::WWW_AUTHENTICATE;
    let detail = if services.explain {
        spec.policy.explain(actor, resource)
    } else {
        match actor {
            None => "sign in to do this".to_owned(),
            Some(_) => "you may not do this".to_owned(),
        }
    };
    match actor {
        None => {
            Error::unauthorized(detail).with_header(WWW_AUTHENTICATE, services.scheme.challenge())
        }
        Some(_) => Error::forbidden(detail),
    }
}

/// A path segment as the type that the route's argument has.
///
/// # Errors
/// 400 naming the segment if its text is no such value.
pub fn segment<T: Segment<M>, M>(call: &Call, name: &'static str) -> Result<T> {
    let text = call.text(name)?;
    text.parse().map_err(|error| malformed(name, &format!("{error}")))
}

/// 500 for a route that panicked; the log is told why.
#[must_use]
pub fn panicked(panic: &(dyn Any + Send)) -> Error {
    let text = panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message");
    Error::internal(format!("panic: {text}"))
}

/// 504 for a route that took longer than it may.
#[must_use]
pub fn too_slow() -> Error {
    let detail = "the request took longer than this route allows";
    Error::new(StatusCode::GATEWAY_TIMEOUT, "timeout", detail)
}

fn malformed(name: &str, message: &str) -> Error {
    let detail = format!("the path segment `{name}` is malformed");
    Error::bad_request(detail).with_violations(vec![Violation {
        pointer: format!("/{name}"),
        code: "type".into(),
        message: message.to_owned(),
    }])
}

/// The faults of all arguments of a call, to be told together.
#[derive(Default)]
pub struct Faults {
    first: Option<Error>,
    violations: Vec<Violation>,
}

impl Faults {
    /// No faults yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Keeps the value, or notes what is wrong with the input and goes on.
    ///
    /// # Errors
    /// What is no fault of the input ends the call at once.
    pub fn keep<T>(&mut self, result: Result<T>) -> Result<Option<T>> {
        let error = match result {
            Ok(value) => return Ok(Some(value)),
            Err(error) => error,
        };
        if error.violations().is_empty() {
            return Err(error);
        }
        self.violations.extend_from_slice(error.violations());
        // A request that cannot be read weighs more than one that breaks rules.
        let heavier = self.first.as_ref().is_none_or(|first| error.status() < first.status());
        if heavier {
            self.first = Some(error);
        }
        Ok(None)
    }

    /// All faults as one error.
    #[must_use]
    pub fn into_error(self) -> Error {
        match self.first {
            Some(first) => first.with_violations(self.violations),
            None => Error::internal("an argument was not kept and no fault was noted"),
        }
    }
}
