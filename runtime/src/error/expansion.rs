//! What `#[derive(ApiError)]` calls.
//!
//! None of this is called by hand.

use std::borrow::Cow;

use actix_web::http::StatusCode;
use serde::Serialize;
use serde_json::Value;
use utoipa::openapi::{RefOr, Schema};

use super::{Error, ErrorResponse};

/// The result of [`ApiError::responses`](super::ApiError::responses).
pub type Responses = Vec<ErrorResponse>;

/// The error that a variant stands for.
pub fn problem(status: u16, code: &'static str, detail: impl Into<Cow<'static, str>>) -> Error {
    Error::new(status_of(status), code, detail)
}

/// A field of a variant as a member of the problem document.
pub fn member(value: &(impl Serialize + ?Sized)) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

/// The response of one variant.
pub fn response<const N: usize>(
    status: u16,
    code: &'static str,
    description: &'static str,
    fields: [(&'static str, RefOr<Schema>); N],
) -> Responses {
    vec![ErrorResponse { status: status_of(status), code, description, fields: fields.into() }]
}

/// The responses of all variants.
pub fn joined<const N: usize>(responses: [Responses; N]) -> Responses {
    responses.into_iter().flatten().collect()
}

/// The macro has checked the number.
fn status_of(number: u16) -> StatusCode {
    StatusCode::from_u16(number).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}
