//! What an application answers in place of problem documents.
//!
//! It is never shown what only the log may know.

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use actix_web::http::header::HeaderValue;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::openapi::{RefOr, Schema};

use super::problem::{MEDIA_TYPE, Problem};
use crate::error::{Error, Violation};
use crate::schema::{JsonSchema, Schemas};

/// The body of every error, in place of a problem document: see [`App::errors`](crate::app::App::errors).
///
/// # Examples
///
/// ```
/// use ordain::http::{ErrorBody, Failure};
/// use ordain::prelude::*;
///
/// /// What went wrong.
/// #[dto]
/// struct Fault {
///     error: String,
/// }
///
/// impl ErrorBody for Fault {
///     fn of(failure: &Failure<'_>) -> Self {
///         Self { error: failure.detail().to_owned() }
///     }
/// }
/// # fn main() {
/// let app = App::new().errors::<Fault>();
/// # }
/// ```
pub trait ErrorBody: Serialize + JsonSchema + 'static {
    /// The media type of the answers.
    const MEDIA_TYPE: &'static str = "application/json";

    /// What is answered.
    #[must_use]
    fn of(failure: &Failure<'_>) -> Self;

    /// The status that is answered, here and in the document, where the framework would answer `status`. One that
    /// is no error is not taken.
    #[must_use]
    fn status(status: StatusCode) -> StatusCode {
        status
    }
}

/// A failure, as far as the client may know it.
#[derive(Clone, Copy)]
pub struct Failure<'a> {
    error: &'a Error,
    request: &'a HttpRequest,
    id: &'a str,
}

impl<'a> Failure<'a> {
    pub(super) fn new(error: &'a Error, request: &'a HttpRequest, id: &'a str) -> Self {
        Self { error, request, id }
    }

    /// The status before [`ErrorBody::status`] changes it.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.error.status()
    }

    /// The stable name of this kind of error.
    #[must_use]
    pub fn code(&self) -> &'a str {
        self.error.code()
    }

    /// The sentence for people; empty when there is nothing to add to the status.
    #[must_use]
    pub fn detail(&self) -> &'a str {
        self.error.detail()
    }

    /// What kind of thing it is about, where that is known: `post`. See [`Error::about`].
    #[must_use]
    pub fn subject(&self) -> Option<&'a str> {
        self.error.subject()
    }

    /// Which parts of the request break which rules.
    #[must_use]
    pub fn violations(&self) -> &'a [Violation] {
        self.error.violations()
    }

    /// Further members that the error carries.
    #[must_use]
    pub fn extensions(&self) -> &'a Map<String, Value> {
        self.error.extensions()
    }

    /// What failed.
    #[must_use]
    pub fn request(&self) -> &'a HttpRequest {
        self.request
    }

    /// The id of the request, as in the log.
    #[must_use]
    pub fn request_id(&self) -> &'a str {
        self.id
    }
}

/// How errors are written and described.
#[derive(Clone, Copy)]
pub struct ErrorForm {
    /// The media type.
    pub media_type: &'static str,
    /// The status that is answered for one of the framework.
    pub status: fn(StatusCode) -> StatusCode,
    /// The body.
    pub write: fn(&Failure<'_>) -> serde_json::Result<Vec<u8>>,
    /// The schema of the body.
    pub schema: fn(&mut Schemas) -> RefOr<Schema>,
    /// Whether it is a problem document, in which errors have members of their own.
    pub is_problem: bool,
}

impl ErrorForm {
    /// The form that an application chose.
    #[must_use]
    pub fn of<T: ErrorBody>() -> Self {
        // What is no media type does not compile.
        let _ = const { HeaderValue::from_static(T::MEDIA_TYPE) };
        Self {
            media_type: T::MEDIA_TYPE,
            status: |status| {
                let chosen = T::status(status);
                let is_error = chosen.is_client_error() || chosen.is_server_error();
                if is_error { chosen } else { status }
            },
            write: |failure| serde_json::to_vec(&T::of(failure)),
            schema: |schemas| schemas.of::<T>(),
            is_problem: false,
        }
    }
}

/// Problem documents.
impl Default for ErrorForm {
    fn default() -> Self {
        Self {
            media_type: MEDIA_TYPE,
            status: |status| status,
            write: |failure| serde_json::to_vec(&Problem::of(failure)),
            schema: |schemas| schemas.of::<Problem<'static>>(),
            is_problem: true,
        }
    }
}
