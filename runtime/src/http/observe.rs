//! Around every request, also those of hand-written actix services: the request id, the line in the
//! log, errors as problem documents, and what browsers are told about every answer.
//!
//! It changes nothing that a response says already.

use std::fmt;
use std::future::{self, Future, Ready};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Instant;

use actix_web::body::BoxBody;
use actix_web::dev::{Service, ServiceRequest, ServiceResponse, Transform};
use actix_web::http::StatusCode;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{HttpResponse, ResponseError};

use super::client;
use super::failure::ErrorForm;
use super::problem::{self, code_of, is_empty};
use super::request_id::{self, HEADER, final_request_id};
use super::services::Services;
use super::table::Table;
use crate::error::Error;

/// The middleware.
#[derive(Clone)]
pub struct Observe {
    table: Arc<Table>,
    services: Arc<Services>,
}

impl Observe {
    /// Observes requests to these routes and beside them.
    #[must_use]
    pub fn new(table: Arc<Table>, services: Arc<Services>) -> Self {
        Self { table, services }
    }
}

impl<S> Transform<S, ServiceRequest> for Observe
where
    S: Service<ServiceRequest, Response = ServiceResponse<BoxBody>, Error = actix_web::Error>,
    S::Future: Unpin,
{
    type Response = ServiceResponse<BoxBody>;
    type Error = actix_web::Error;
    type Transform = Observed<S>;
    type InitError = ();
    type Future = Ready<Result<Self::Transform, ()>>;

    fn new_transform(&self, service: S) -> Self::Future {
        let services = Rc::new(Arc::clone(&self.services));
        future::ready(Ok(Observed { service, table: Arc::clone(&self.table), services }))
    }
}

/// A service with [`Observe`] around it.
pub struct Observed<S> {
    service: S,
    table: Arc<Table>,
    #[expect(clippy::redundant_allocation, reason = "each request counts it, without an atomic")]
    services: Rc<Arc<Services>>,
}

impl<S> Service<ServiceRequest> for Observed<S>
where
    S: Service<ServiceRequest, Response = ServiceResponse<BoxBody>, Error = actix_web::Error>,
    S::Future: Unpin,
{
    type Response = ServiceResponse<BoxBody>;
    type Error = actix_web::Error;
    type Future = Observing<S::Future>;

    fn poll_ready(&self, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.service.poll_ready(cx)
    }

    fn call(&self, request: ServiceRequest) -> Self::Future {
        let logs = self.services.log_requests && tracing::enabled!(tracing::Level::INFO);
        let log = logs.then(|| (Instant::now(), Arc::clone(&self.table)));
        Observing { inner: self.service.call(request), services: Rc::clone(&self.services), log }
    }
}

/// A request on its way.
pub struct Observing<F> {
    inner: F,
    #[expect(clippy::redundant_allocation, reason = "as the middleware has it")]
    services: Rc<Arc<Services>>,
    log: Option<(Instant, Arc<Table>)>,
}

impl<F> Future for Observing<F>
where
    F: Future<Output = Result<ServiceResponse<BoxBody>, actix_web::Error>> + Unpin,
{
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut result = ready!(Pin::new(&mut self.inner).poll(cx));
        // Changed in its place: responses are large.
        if let Ok(response) = &mut result {
            if let Some(error) = error_of(response) {
                make_problem(response, &error, self.services.errors);
            }
            let id = final_request_id(response.request());
            if let Some((started, table)) = self.log.take() {
                write_line(response, request_id::text(&id), started, &table);
            }
            self.services.security.tell(response);
            response.headers_mut().insert(HEADER, id);
        } else {
            let services = Rc::clone(&self.services);
            result = result.map_err(|error| Refused { error, services }.into());
        }
        Poll::Ready(result)
    }
}

/// The error of a hand-written middleware, which took the request with it.
struct Refused {
    error: actix_web::Error,
    #[expect(clippy::redundant_allocation, reason = "as the middleware has it")]
    services: Rc<Arc<Services>>,
}

impl fmt::Debug for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl ResponseError for Refused {
    fn status_code(&self) -> StatusCode {
        self.error.as_response_error().status_code()
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = self.error.as_response_error().error_response();
        self.services.security.add_to(response.headers_mut(), None);
        response
    }
}

/// The error of a hand-written actix service, or an error without a body.
fn error_of(response: &ServiceResponse<BoxBody>) -> Option<Error> {
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) {
        return None;
    }
    let error = match response.response().error() {
        Some(error) if status.is_server_error() => {
            Error::new(status, code_of(status), "").with_source(error.to_string())
        }
        Some(error) => Error::new(status, code_of(status), error.to_string()),
        None if is_empty(response.response().body()) => Error::new(status, code_of(status), ""),
        None => return None,
    };
    Some(error)
}

/// Makes the response an error like all others. Its headers stay.
fn make_problem(response: &mut ServiceResponse<BoxBody>, error: &Error, form: ErrorForm) {
    let problem = problem::respond(error, response.request(), form);
    let old = std::mem::replace(response.response_mut(), problem);
    for (name, value) in old.headers().iter().filter(|(name, _)| *name != CONTENT_TYPE) {
        response.headers_mut().append(name.clone(), value.clone());
    }
}

fn write_line(response: &ServiceResponse<BoxBody>, id: &str, started: Instant, table: &Table) {
    let request = response.request();
    tracing::info!(
        target: "ordain::request",
        method = %request.method(),
        path = request.path(),
        route = table.pattern(request.path()).unwrap_or("-"),
        status = response.status().as_u16(),
        client = client::address(request).map(tracing::field::display),
        micros = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX),
        request_id = id,
        "request",
    );
}
