//! The one service behind all routes: match, guard, run, and turn whatever comes out into a response.
//!
//! Steps that a route does not declare are not taken. It never reads a body.

use std::future::{Future, Ready, ready};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll};

use actix_web::dev::{Payload, Service, ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::error::PayloadError;
use actix_web::http::StatusCode;
use actix_web::http::header::{ALLOW, CONTENT_LENGTH, HeaderMap, HeaderName};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};
use futures_util::StreamExt;

use super::call::{Call, Handling, authenticate, denied, identify};
use super::extract::too_large;
use super::limit::{Caller, Limiter};
use super::problem;
use super::services::Services;
use super::spec::{LimitKey, RouteSpec};
use super::table::{Deprecation, Endpoint, Match, Table, method_not_allowed};
use crate::auth::Finding;
use crate::error::{Error, Result};
use crate::policy::{Actor, Decision, Rule};

/// The service behind all routes.
#[derive(Clone)]
pub struct Dispatch {
    table: Arc<Table>,
    #[expect(clippy::redundant_allocation, reason = "each request counts it, without an atomic")]
    services: Rc<Arc<Services>>,
}

/// A request that is being answered.
pub struct Running {
    request: Option<HttpRequest>,
    state: State,
    timeout: Option<Pin<Box<tokio::time::Sleep>>>,
    deprecation: Option<Arc<Deprecation>>,
}

enum State {
    Handling(Handling),
    /// Boxed, since it is rare and would make every request larger.
    Done(Option<Box<Result<HttpResponse>>>),
}

impl Dispatch {
    /// The service for these routes.
    #[must_use]
    pub fn new(table: Arc<Table>, services: Arc<Services>) -> Self {
        Self { table, services: Rc::new(services) }
    }

    fn start(&self, mut request: ServiceRequest) -> Running {
        let path = request.match_info().as_str();
        let endpoint = match self.table.find(request.method(), path) {
            Match::Route(endpoint, params) => {
                // Their own, so that the request can be changed; none of them are no allocation.
                let values: Vec<String> =
                    params.iter().map(|(_, value)| value.to_owned()).collect();
                for (name, value) in endpoint.segments.iter().zip(values) {
                    request.match_info_mut().add_static(*name, value);
                }
                endpoint
            }
            Match::Options(allow) => {
                let mut response = HttpResponse::new(StatusCode::NO_CONTENT);
                response.headers_mut().insert(ALLOW, allow.clone());
                return Running::done(request, Ok(response));
            }
            Match::OtherMethods(allow) => {
                return Running::done(request, Err(method_not_allowed(allow)));
            }
            Match::Nothing => {
                return Running::done(request, Err(Error::not_found("no route has this path")));
            }
        };
        let (request, payload) = request.into_parts();
        let timeout = endpoint.spec.limits.timeout;
        let state = match self.enter(endpoint, &request, payload) {
            Ok(handling) => State::Handling(handling),
            Err(error) => State::Done(Some(Box::new(Err(error)))),
        };
        Running {
            request: Some(request),
            state,
            timeout: timeout.map(|limit| Box::pin(tokio::time::sleep(limit))),
            deprecation: endpoint.deprecation.clone(),
        }
    }

    /// Everything that is decided before the route's own code runs: at once where the request alone
    /// says who calls, else as a part of the future that it returns.
    fn enter(
        &self,
        endpoint: &Arc<Endpoint>,
        request: &HttpRequest,
        payload: Payload,
    ) -> Result<Handling> {
        count(endpoint.limiter.as_ref(), LimitKey::Ip, || caller_address(request))?;
        if matches!(endpoint.spec.policy, Rule::Public) && !endpoint.fields.ask_who_calls() {
            return self.admit(endpoint, request, payload, None);
        }
        match authenticate(request, &self.services) {
            Finding::Now(actor) => self.guard(endpoint, request, payload, actor?),
            Finding::Later(actor) => {
                let (dispatch, endpoint) = (self.clone(), Arc::clone(endpoint));
                let request = request.clone();
                let mut payload = self.bounded(endpoint.spec, &request, payload)?;
                Ok(Box::pin(async move {
                    let services = &dispatch.services;
                    let actor = identify(actor, &request, &mut payload, services).await?;
                    dispatch.guard(&endpoint, &request, payload, actor)?.await
                }))
            }
        }
    }

    /// Runs the route if its policy may let the caller in.
    fn guard(
        &self,
        endpoint: &Endpoint,
        request: &HttpRequest,
        payload: Payload,
        actor: Option<Actor>,
    ) -> Result<Handling> {
        match endpoint.spec.policy.decide(actor.as_ref(), None) {
            Decision::Allow | Decision::NeedsResource => {
                self.admit(endpoint, request, payload, actor)
            }
            Decision::Deny => Err(denied(endpoint.spec, actor.as_ref(), None, &self.services)),
        }
    }

    fn admit(
        &self,
        endpoint: &Endpoint,
        request: &HttpRequest,
        payload: Payload,
        actor: Option<Actor>,
    ) -> Result<Handling> {
        let spec = endpoint.spec;
        // A stranger whom the policy lets in is counted by address.
        count(endpoint.limiter.as_ref(), LimitKey::Actor, || match &actor {
            Some(actor) => Caller::Actor(actor.id),
            None => caller_address(request),
        })?;
        let payload = self.bounded(spec, request, payload)?;
        let request = request.clone();
        let services = Rc::clone(&self.services);
        let (resource, rows, fields) = (None, Vec::new(), endpoint.fields);
        let call = Call { spec, request, payload, services, actor, resource, rows, fields };
        let handling = (spec.handle)(call);
        #[cfg(feature = "__database")]
        let handling = self.services.watch.over(spec, handling);
        Ok(handling)
    }

    fn bounded(
        &self,
        spec: &RouteSpec,
        request: &HttpRequest,
        payload: Payload,
    ) -> Result<Payload> {
        bounded(payload, request, spec.limits.body.unwrap_or(self.services.body_limit))
    }
}

fn caller_address(request: &HttpRequest) -> Caller {
    Caller::Ip(request.peer_addr().map(|peer| peer.ip()))
}

fn count(limiter: Option<&Limiter>, key: LimitKey, caller: impl Fn() -> Caller) -> Result<()> {
    match limiter {
        Some(limiter) if limiter.declared().key == key => limiter.count(&caller()),
        _ => Ok(()),
    }
}

/// A payload that ends with an error past `limit` bytes; one that announces more is not begun.
fn bounded(payload: Payload, request: &HttpRequest, limit: usize) -> Result<Payload> {
    if matches!(payload, Payload::None) {
        return Ok(payload);
    }
    if let Some(length) = request.headers().get(CONTENT_LENGTH) {
        let length = length.to_str().ok().and_then(|text| text.parse::<usize>().ok());
        return if length.is_some_and(|length| length <= limit) {
            Ok(payload)
        } else {
            Err(too_large())
        };
    }
    let mut left = limit;
    let stream = payload.map(move |chunk: Result<Bytes, PayloadError>| {
        let chunk = chunk?;
        left = left.checked_sub(chunk.len()).ok_or(PayloadError::Overflow)?;
        Ok(chunk)
    });
    Ok(Payload::Stream { payload: Box::pin(stream) })
}

impl Running {
    fn done(request: ServiceRequest, result: Result<HttpResponse>) -> Self {
        let (request, _) = request.into_parts();
        Self {
            request: Some(request),
            state: State::Done(Some(Box::new(result))),
            timeout: None,
            deprecation: None,
        }
    }

    fn poll_result(&mut self, cx: &mut Context<'_>) -> Poll<Result<HttpResponse>> {
        let handling = match &mut self.state {
            State::Done(result) => {
                let finished = || Err(Error::internal("a response was asked for twice"));
                return Poll::Ready(result.take().map_or_else(finished, |result| *result));
            }
            State::Handling(handling) => handling,
        };
        match catch_unwind(AssertUnwindSafe(|| handling.as_mut().poll(cx))) {
            Ok(Poll::Ready(result)) => return Poll::Ready(result),
            Ok(Poll::Pending) => {}
            Err(panic) => {
                // What has panicked must not be polled again.
                self.state = State::Done(None);
                return Poll::Ready(Err(Error::internal(format!(
                    "panic: {}",
                    panic_text(&*panic)
                ))));
            }
        }
        if let Some(timeout) = &mut self.timeout
            && timeout.as_mut().poll(cx).is_ready()
        {
            self.state = State::Done(None);
            let detail = "the request took longer than this route allows";
            return Poll::Ready(Err(Error::new(StatusCode::GATEWAY_TIMEOUT, "timeout", detail)));
        }
        Poll::Pending
    }
}

impl Future for Running {
    type Output = Result<ServiceResponse, actix_web::Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let Poll::Ready(result) = self.poll_result(cx) else { return Poll::Pending };
        let Some(request) = self.request.take() else {
            return Poll::Ready(Err(actix_web::error::ErrorInternalServerError("polled twice")));
        };
        // The arguments and the handler's own future hold the request: they go first.
        self.state = State::Done(None);
        let mut response = result.unwrap_or_else(|error| problem::respond(&error, &request));
        if let Some(deprecation) = self.deprecation.take() {
            deprecation.tell(response.headers_mut());
        }
        Poll::Ready(Ok(ServiceResponse::new(request, response)))
    }
}

impl Deprecation {
    fn tell(&self, headers: &mut HeaderMap) {
        headers.insert(HeaderName::from_static("deprecation"), self.since.clone());
        if let Some(sunset) = &self.sunset {
            headers.insert(HeaderName::from_static("sunset"), sunset.clone());
        }
    }
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> &str {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message")
}

impl Service<ServiceRequest> for Dispatch {
    type Response = ServiceResponse;
    type Error = actix_web::Error;
    type Future = Running;

    fn poll_ready(&self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&self, request: ServiceRequest) -> Running {
        self.start(request)
    }
}

impl ServiceFactory<ServiceRequest> for Dispatch {
    type Response = ServiceResponse;
    type Error = actix_web::Error;
    type Config = ();
    type Service = Self;
    type InitError = ();
    type Future = Ready<Result<Self, ()>>;

    fn new_service(&self, (): ()) -> Self::Future {
        ready(Ok(self.clone()))
    }
}
