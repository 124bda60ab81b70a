//! Changes that say which version of a row they mean: `If-Match` (RFC 9110).
//!
//! What is read is never asked for one.

use actix_web::http::StatusCode;
use actix_web::http::header::IF_MATCH;

use super::call::Call;
use super::operation::Operation;
use super::spec::{Method, RouteSpec};
use crate::error::{Error, Result};
use crate::model::{Model, etag};

/// Whether a route changes a row that has a version.
fn applies<T: Model>(spec: &RouteSpec) -> bool {
    T::SPEC.version.is_some() && matches!(spec.method, Method::Put | Method::Patch | Method::Delete)
}

/// Compares what the request says with the row that it is about.
///
/// # Errors
/// 428 if the request names no version, 412 if it names another one.
pub(super) fn check<T: Model>(call: &Call, row: &T) -> Result<()> {
    let Some(version) = row.version().filter(|_| applies::<T>(call.spec)) else { return Ok(()) };
    let mut named = call.request.headers().get_all(IF_MATCH).peekable();
    if named.peek().is_none() {
        return Err(Error::new(
            StatusCode::PRECONDITION_REQUIRED,
            "precondition_required",
            "the header `If-Match` must say which version is meant: the `ETag` of the last answer",
        ));
    }
    let current = etag(version);
    let is_meant =
        |text: &str| text.split(',').any(|tag| matches!(tag.trim(), "*") || tag.trim() == current);
    if named.any(|value| value.to_str().is_ok_and(is_meant)) {
        return Ok(());
    }
    let name = T::SPEC.name.replace('_', " ");
    let detail = format!("this {name} was changed since it was read");
    Err(Error::new(StatusCode::PRECONDITION_FAILED, "precondition_failed", detail))
}

/// Adds the header, and what can be wrong with it, to the document.
pub(super) fn describe<T: Model>(operation: &mut Operation<'_>) {
    if !applies::<T>(operation.spec) {
        return;
    }
    operation.request_header("If-Match", "The `ETag` of the version that is meant.");
    operation.problem(StatusCode::PRECONDITION_FAILED, "It was changed since it was read.");
    operation.problem(StatusCode::PRECONDITION_REQUIRED, "`If-Match` is missing.");
}
