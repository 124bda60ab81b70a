//! What an error looks like to the client: `application/problem+json` (RFC 9457), unless the application has a form of
//! its own.
//!
//! A server error tells the client nothing of the inside; its log line tells everything.

use std::borrow::Cow;

use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_TYPE, HeaderValue};
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::openapi::Schema;
use utoipa::openapi::schema::{ObjectBuilder, Type};

use super::failure::{ErrorForm, Failure};
use super::request_id::{self, request_id};
use crate::error::{Error, Violation};
use crate::schema::{JsonSchema, Schemas};

/// The media type of every error.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// The problem document, as it is sent and as it is described.
#[derive(Serialize)]
pub struct Problem<'a> {
    r#type: &'static str,
    title: &'a str,
    status: u16,
    #[serde(skip_serializing_if = "str::is_empty")]
    detail: &'a str,
    code: &'a str,
    request_id: &'a str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'a [Violation],
    #[serde(flatten)]
    extensions: &'a Map<String, Value>,
}

impl<'a> Problem<'a> {
    /// The problem document of a failure.
    pub(super) fn of(failure: &Failure<'a>) -> Self {
        Self {
            r#type: "about:blank",
            title: failure.status().canonical_reason().unwrap_or("Error"),
            status: failure.status().as_u16(),
            detail: failure.detail(),
            code: failure.code(),
            request_id: failure.request_id(),
            errors: failure.violations(),
            extensions: failure.extensions(),
        }
    }
}

/// Turns an error into its response; a server error is logged with its sources.
#[must_use]
pub fn respond(error: &Error, request: &HttpRequest, form: ErrorForm) -> HttpResponse {
    if error.status().is_server_error() {
        let id = request_id(request);
        tracing::error!(
            request_id = request_id::text(&id),
            status = error.status().as_u16(),
            code = error.code(),
            method = %request.method(),
            path = request.path(),
            source = error.source_chain(),
            "{}", if error.detail().is_empty() { "the request failed" } else { error.detail() },
        );
    }
    render(error, request, form)
}

/// Turns an error into its response, and logs nothing.
#[must_use]
pub fn render(error: &Error, request: &HttpRequest, form: ErrorForm) -> HttpResponse {
    let id = request_id(request);
    let failure = Failure::new(error, request, request_id::text(&id));
    let (form, body) = match (form.write)(&failure) {
        Ok(body) => (form, body),
        Err(fault) => {
            tracing::error!("the body of an error cannot be written: {fault}");
            let problem = ErrorForm::default();
            (problem, (problem.write)(&failure).unwrap_or_default())
        }
    };
    let status = (form.status)(error.status());
    let mut response = HttpResponse::with_body(status, BoxBody::new(body));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(form.media_type));
    for (name, value) in error.headers() {
        headers.insert(name.clone(), value.clone());
    }
    response
}

/// Whether a response says nothing.
#[must_use]
pub fn is_empty(body: &impl MessageBody) -> bool {
    matches!(body.size(), BodySize::None | BodySize::Sized(0))
}

/// The code of an error that has none of its own: the status' name in snake case.
#[must_use]
pub fn code_of(status: StatusCode) -> Cow<'static, str> {
    match status {
        StatusCode::NOT_FOUND => "not_found".into(),
        StatusCode::INTERNAL_SERVER_ERROR => "internal".into(),
        StatusCode::UNPROCESSABLE_ENTITY => "invalid".into(),
        other => {
            let reason = other.canonical_reason().unwrap_or("error").to_lowercase();
            reason.replace([' ', '-'], "_").replace('\'', "").into()
        }
    }
}

impl JsonSchema for Problem<'_> {
    fn name() -> Option<Cow<'static, str>> {
        Some("Problem".into())
    }

    fn schema(schemas: &mut Schemas) -> Schema {
        let text = |description: &str| {
            ObjectBuilder::new().schema_type(Type::String).description(Some(description))
        };
        ObjectBuilder::new()
            .schema_type(Type::Object)
            .description(Some("What went wrong (RFC 9457)."))
            .property("type", text("A URI that identifies the kind of problem."))
            .property("title", text("The name of the status."))
            .property(
                "status",
                ObjectBuilder::new()
                    .schema_type(Type::Integer)
                    .description(Some("The HTTP status.")),
            )
            .property("detail", text("What went wrong this time."))
            .property("code", text("The kind of problem, for programs."))
            .property("request_id", text("What to quote when asking for help."))
            .property("errors", schemas.of::<Vec<Violation>>())
            .required("type")
            .required("title")
            .required("status")
            .required("code")
            .into()
    }
}
