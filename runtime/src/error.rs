//! The one error of the framework, and what an application's own errors become.
//!
//! An [`Error`] knows what the client may read (status, code, detail, violations) and keeps what
//! only the log may read (its source). It never renders itself: that is the work of `http`.

pub(crate) mod expansion;

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;

use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderName, HeaderValue};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::openapi::{RefOr, Schema};

/// The result of everything that can fail in Ordain.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong: a status and a text for the client, a source for the log.
///
/// Any [`std::error::Error`] becomes an internal error by `?`: the client is told nothing but the
/// status 500, the log everything. `Error` itself is no `std::error::Error`, which is what makes
/// that conversion possible.
///
/// # Examples
///
/// ```
/// use ordain::Error;
///
/// let error = Error::not_found("there is no post `hello`");
/// assert_eq!(error.status(), 404);
///
/// fn read() -> ordain::Result<String> { Ok(std::fs::read_to_string("/nowhere")?) }
/// assert_eq!(read().unwrap_err().status(), 500);
/// ```
pub struct Error(Box<Content>);

struct Content {
    status: StatusCode,
    code: Cow<'static, str>,
    detail: Cow<'static, str>,
    subject: Option<Cow<'static, str>>,
    violations: Vec<Violation>,
    extensions: Map<String, Value>,
    headers: Vec<(HeaderName, HeaderValue)>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Error {
    /// An error with a status of its own choice.
    ///
    /// `code` is a stable name in `snake_case` that programs can compare; `detail` is for people.
    #[must_use]
    pub fn new(
        status: StatusCode,
        code: impl Into<Cow<'static, str>>,
        detail: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self(Box::new(Content {
            status,
            code: code.into(),
            detail: detail.into(),
            subject: None,
            violations: Vec::new(),
            extensions: Map::new(),
            headers: Vec::new(),
            source: None,
        }))
    }

    /// 500: something inside failed; `source` goes to the log, never to the client.
    #[must_use]
    pub fn internal(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "").with_source(source)
    }

    /// 400: the request could not be understood.
    #[must_use]
    pub fn bad_request(detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad_request", detail)
    }

    /// 401: the caller did not say, or could not prove, who they are.
    #[must_use]
    pub fn unauthorized(detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "unauthorized", detail)
    }

    /// 403: the caller is known and may not do this.
    #[must_use]
    pub fn forbidden(detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::FORBIDDEN, "forbidden", detail)
    }

    /// 404: there is no such thing.
    #[must_use]
    pub fn not_found(detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", detail)
    }

    /// 409: the request contradicts the present state.
    #[must_use]
    pub fn conflict(detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::CONFLICT, "conflict", detail)
    }

    /// 422: the request was understood and breaks rules; all of them are listed.
    #[must_use]
    pub fn invalid(violations: Vec<Violation>) -> Self {
        Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "invalid",
            "the request breaks the rules listed in `errors`",
        )
        .with_violations(violations)
    }

    /// 503: not now; the same request may succeed later.
    #[must_use]
    pub fn unavailable(detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", detail)
    }

    /// Adds the cause, for the log.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// Says what kind of thing it is about: `post`. An [`ErrorBody`](crate::http::ErrorBody) may tell clients; a
    /// problem document does not.
    #[must_use]
    pub fn about(mut self, subject: impl Into<Cow<'static, str>>) -> Self {
        self.0.subject = Some(subject.into());
        self
    }

    /// Adds a header to the response that this error becomes.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.0.headers.push((name, value));
        self
    }

    /// Adds a member to the problem document (RFC 9457 §3.2).
    #[must_use]
    pub fn with_extension(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.0.extensions.insert(name.into(), value.into());
        self
    }

    /// Replaces the listed violations.
    #[must_use]
    pub fn with_violations(mut self, violations: Vec<Violation>) -> Self {
        self.0.violations = violations;
        self
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// The stable name of this kind of error.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.0.code
    }

    /// The sentence for the client; empty when there is nothing to add to the status.
    #[must_use]
    pub fn detail(&self) -> &str {
        &self.0.detail
    }

    /// What kind of thing it is about, where that is known: the model of a row that is not there or that the caller
    /// may not touch, in snake case.
    #[must_use]
    pub fn subject(&self) -> Option<&str> {
        self.0.subject.as_deref()
    }

    /// Which parts of the request break which rules.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        &self.0.violations
    }

    /// Further members of the problem document.
    #[must_use]
    pub fn extensions(&self) -> &Map<String, Value> {
        &self.0.extensions
    }

    /// Headers for the response.
    #[must_use]
    pub fn headers(&self) -> &[(HeaderName, HeaderValue)] {
        &self.0.headers
    }

    /// The cause, which only the log may show.
    #[must_use]
    pub fn source(&self) -> Option<&(dyn StdError + Send + Sync + 'static)> {
        self.0.source.as_deref()
    }

    /// The causes from the nearest to the deepest, joined by `: `, for the log.
    #[must_use]
    pub fn source_chain(&self) -> String {
        let mut chain = String::new();
        let mut next: Option<&dyn StdError> = self.source().map(|source| source as _);
        while let Some(source) = next {
            if !chain.is_empty() {
                chain.push_str(": ");
            }
            chain.push_str(&source.to_string());
            next = source.source();
        }
        chain
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.0.status.as_u16(), self.0.code)?;
        for text in [self.detail(), &self.source_chain()] {
            if !text.is_empty() {
                write!(f, ": {text}")?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("status", &self.0.status)
            .field("code", &self.0.code)
            .field("detail", &self.0.detail)
            .field("violations", &self.0.violations)
            .field("source", &self.0.source)
            .finish_non_exhaustive()
    }
}

impl<E> From<E> for Error
where
    E: StdError + Send + Sync + 'static,
{
    fn from(source: E) -> Self {
        Self::internal(source)
    }
}

/// One rule that the request breaks, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Violation {
    /// Where: a JSON Pointer (RFC 6901) into the body, or `/name` of a parameter.
    pub pointer: String,
    /// Which rule, in a form that programs can compare: `length`, `email`, `type`, …
    pub code: Cow<'static, str>,
    /// What is wrong, for people.
    pub message: String,
}

/// An error that a route may return: it says which statuses it has, exactly.
///
/// `#[derive(ApiError)]` writes this for an enum whose variants carry `#[status(..)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the error of a route",
    label = "not an `ApiError`",
    note = "write `#[derive(Debug, ApiError)]` on it and `#[status(404)]` on each variant, or return `ordain::Error`"
)]
pub trait ApiError {
    /// Turns the value into what is sent and logged.
    fn into_error(self) -> Error;

    /// Every response that [`ApiError::into_error`] can lead to, for the document.
    #[must_use]
    fn responses() -> Vec<ErrorResponse>;
}

impl ApiError for Error {
    fn into_error(self) -> Error {
        self
    }

    fn responses() -> Vec<ErrorResponse> {
        Vec::new()
    }
}

/// One error response of an operation, as the document describes it.
#[derive(Clone)]
pub struct ErrorResponse {
    /// The HTTP status.
    pub status: StatusCode,
    /// The value of the member `code`.
    pub code: &'static str,
    /// When it happens.
    pub description: &'static str,
    /// The further members of the problem document, by name.
    pub fields: Vec<(&'static str, RefOr<Schema>)>,
}
