//! The one service behind all routes: match, guard, run, and turn whatever comes out into a response.
//!
//! Steps that a route does not declare are not taken. It never reads a body.

use std::future::{Future, Ready, ready};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll};

use actix_web::dev::{Service, ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{ALLOW, CONTENT_SECURITY_POLICY, HeaderMap, HeaderName, HeaderValue};
use actix_web::{HttpRequest, HttpResponse};

#[cfg(feature = "__database")]
use super::audit;
use super::call::{Handling, panicked, too_slow};
use super::enter::Entering;
use super::incoming::Kept;
use super::limit::Counted;
use super::load::InFlight;
use super::problem;
use super::services::Services;
use super::spec::RouteSpec;
use super::table::{Deprecation, Endpoint, Match, Table, method_not_allowed};
use crate::error::{Error, Result};

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
    asked: Asked,
    #[expect(clippy::redundant_allocation, reason = "as the dispatcher has it")]
    services: Rc<Arc<Services>>,
    in_flight: Option<InFlight>,
    body: Option<Kept>,
    counted: Option<Counted>,
}

/// What a request is about.
#[derive(Clone, Copy)]
enum Asked {
    /// A route.
    Route(&'static RouteSpec),
    /// Which routes there are.
    Options,
    /// Nothing that there is.
    Nothing,
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
            Match::Options(path) => {
                let mut response = HttpResponse::new(StatusCode::NO_CONTENT);
                let headers = response.headers_mut();
                headers.insert(ALLOW, path.allow().clone());
                self.services.cors.preflight(path.specs(), request.request(), headers);
                return self.done(request, Asked::Options, Ok(response));
            }
            Match::OtherMethods(allow) => {
                return self.done(request, Asked::Nothing, Err(method_not_allowed(allow)));
            }
            Match::Nothing => {
                let error = Error::not_found("no route has this path");
                return self.done(request, Asked::Nothing, Err(error));
            }
        };
        self.begin(endpoint, request)
    }

    fn begin(&self, endpoint: &Arc<Endpoint>, request: ServiceRequest) -> Running {
        let spec = endpoint.spec;
        let in_flight = match InFlight::enter(&self.services, spec) {
            Ok(in_flight) => in_flight,
            Err(error) => {
                // Counted, not logged: a line for each would be more to do.
                let response = problem::render(&error, request.request(), self.services.errors);
                let done = self.done(request, Asked::Route(spec), Ok(response));
                return Running { deprecation: endpoint.deprecation.clone(), ..done };
            }
        };
        let (request, payload) = request.into_parts();
        let (payload, body) = Kept::from(payload, &request);
        #[cfg_attr(not(feature = "__database"), expect(unused_mut, reason = "nothing is audited"))]
        let mut timeout = endpoint.spec.limits.timeout;
        #[cfg(feature = "__database")]
        let audit = endpoint.spec.audit.map(|action| audit::begin(endpoint.spec, action, &request));
        let counted = (!endpoint.limiters.is_empty()).then(Counted::default);
        let entering = Entering {
            request: request.clone(),
            payload,
            services: Rc::clone(&self.services),
            counted: counted.clone(),
        };
        let entered = entering.start(endpoint);
        #[cfg(feature = "__database")]
        let entered = match audit {
            Some(audit) if !audit::is_over_the_rate(&entered) => {
                Ok(audit::kept(audit, Arc::clone(&self.services), timeout.take(), entered))
            }
            _ => entered,
        };
        let state = match entered {
            Ok(handling) => State::Handling(handling),
            Err(error) => State::Done(Some(Box::new(Err(error)))),
        };
        Running {
            request: Some(request),
            state,
            timeout: timeout.map(|limit| Box::pin(tokio::time::sleep(limit))),
            deprecation: endpoint.deprecation.clone(),
            asked: Asked::Route(spec),
            services: Rc::clone(&self.services),
            in_flight,
            body,
            counted,
        }
    }

    /// What has its answer already.
    fn done(&self, request: ServiceRequest, asked: Asked, result: Result<HttpResponse>) -> Running {
        let (request, payload) = request.into_parts();
        let (_, body) = Kept::from(payload, &request);
        Running {
            request: Some(request),
            state: State::Done(Some(Box::new(result))),
            timeout: None,
            deprecation: None,
            asked,
            services: Rc::clone(&self.services),
            in_flight: None,
            body,
            counted: None,
        }
    }
}

impl Running {
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
                return Poll::Ready(Err(panicked(&*panic)));
            }
        }
        if let Some(timeout) = &mut self.timeout
            && timeout.as_mut().poll(cx).is_ready()
        {
            self.state = State::Done(None);
            return Poll::Ready(Err(too_slow()));
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
        let form = self.services.errors;
        let mut response = result.unwrap_or_else(|error| problem::respond(&error, &request, form));
        if let Some(deprecation) = self.deprecation.take() {
            deprecation.tell(response.headers_mut());
        }
        self.asked.tell(&self.services, &request, response.headers_mut());
        if let Some(in_flight) = self.in_flight.take() {
            response = in_flight.until_sent(response);
        }
        if let Some(body) = self.body.take() {
            response = body.until_sent(response);
        }
        if let Some(counted) = &self.counted {
            counted.tell(response.headers_mut());
        }
        Poll::Ready(Ok(ServiceResponse::new(request, response)))
    }
}

impl Asked {
    /// What the declaration says to browsers.
    fn tell(self, services: &Services, request: &HttpRequest, headers: &mut HeaderMap) {
        let spec = match self {
            Self::Route(spec) => Some(spec),
            Self::Nothing => None,
            // The answer is about the routes, and says it already.
            Self::Options => return,
        };
        services.cors.answer(spec, request, headers);
        if let Some(policy) = spec.and_then(|spec| spec.csp)
            && !headers.contains_key(CONTENT_SECURITY_POLICY)
        {
            headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
        }
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
