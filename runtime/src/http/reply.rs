//! What a route's function may return, and the response that it becomes.
//!
//! Nothing here reads the request but for its address.

use std::borrow::Cow;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_TYPE, ETAG, HeaderValue, LOCATION};
use actix_web::{HttpResponse, Responder};
use serde::Serialize;

use super::call::{Call, success};
use super::operation::Operation;
use super::problem::{code_of, is_empty};
use super::security::escape;
use crate::error::{Error, Result};
use crate::json::Json;
use crate::schema::JsonSchema;

/// A return value of a route.
///
/// `M` tells the kinds apart, so that types of actix and types of Ordain can both be replies; the
/// compiler finds it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the reply of a route",
    label = "no response can be made of this",
    note = "for JSON put `#[dto]` on the type; lists of texts or numbers go into `Json<..>`",
    note = "any type with actix's `Responder` can be a reply, too"
)]
pub trait Reply<M>: Sized {
    /// Whether the reply decides its status itself, so that the option `status` has no meaning.
    const OWN_STATUS: bool = false;

    /// Makes the response.
    ///
    /// # Errors
    /// What the value itself says, or an internal error if it cannot be written.
    fn reply(self, call: &Call) -> Result<HttpResponse>;

    /// Adds the responses to the document.
    fn describe(operation: &mut Operation<'_>);
}

/// A type that is sent as JSON.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as JSON by a route",
    note = "put `#[dto]` or `#[model]` on it"
)]
pub trait Output: Serialize + JsonSchema + 'static {
    /// Whether the value has an entity tag.
    const HAS_ETAG: bool = false;

    /// The entity tag (RFC 9110) of the value, with its quotes: of a model with a version, the
    /// version.
    fn etag(&self) -> Option<String> {
        None
    }
}

/// The kinds of reply: the `M` of [`Reply`].
pub mod kind {
    /// A responder of actix.
    pub struct Actix;
    /// A type of Ordain.
    pub struct Own;
    /// A value sent as JSON.
    pub struct Body;
}

/// A JSON response.
///
/// # Errors
/// An internal error if the value cannot be written as JSON.
pub fn json(status: StatusCode, value: &impl Serialize) -> Result<HttpResponse> {
    let body = serde_json::to_vec(value)?;
    let mut response = HttpResponse::with_body(status, BoxBody::new(body));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(response)
}

/// A JSON response with the value's entity tag, if it has one.
fn entity(status: StatusCode, value: &impl Output) -> Result<HttpResponse> {
    let mut response = json(status, value)?;
    if let Some(etag) = value.etag() {
        response.headers_mut().insert(ETAG, HeaderValue::try_from(etag)?);
    }
    Ok(response)
}

fn describe_etag<T: Output>(operation: &mut Operation<'_>, status: StatusCode) {
    if T::HAS_ETAG {
        operation.header::<String>(status, "ETag", "The version, for `If-Match`.");
    }
}

#[cfg(feature = "auth")]
impl Output for crate::auth::Token {}
impl Output for serde_json::Value {}
impl Output for bool {}
impl Output for i32 {}
impl Output for i64 {}
impl Output for u32 {}
impl Output for u64 {}
impl Output for f64 {}
impl<T: Output> Output for Vec<T> {}
impl<T: Output> Output for std::collections::BTreeMap<String, T> {}
impl<T: Output, S: std::hash::BuildHasher + 'static> Output
    for std::collections::HashMap<String, T, S>
{
}

#[diagnostic::do_not_recommend]
impl<T: Output> Reply<kind::Body> for T {
    fn reply(self, call: &Call) -> Result<HttpResponse> {
        entity(call.success(), &self)
    }

    fn describe(operation: &mut Operation<'_>) {
        operation.success_json::<T>();
        describe_etag::<T>(operation, success(operation.spec));
    }
}

#[diagnostic::do_not_recommend]
impl<T: Output> Reply<kind::Own> for Option<T> {
    fn reply(self, call: &Call) -> Result<HttpResponse> {
        match self {
            Some(value) => entity(call.success(), &value),
            None => Err(Error::not_found("there is no such thing")),
        }
    }

    fn describe(operation: &mut Operation<'_>) {
        operation.success_json::<T>();
        describe_etag::<T>(operation, success(operation.spec));
        operation.problem(StatusCode::NOT_FOUND, "There is no such thing.");
    }
}

#[diagnostic::do_not_recommend]
impl<T: Serialize + JsonSchema> Reply<kind::Own> for Json<T> {
    fn reply(self, call: &Call) -> Result<HttpResponse> {
        json(call.success(), &self.0)
    }

    fn describe(operation: &mut Operation<'_>) {
        operation.success_json::<T>();
    }
}

#[diagnostic::do_not_recommend]
impl Reply<kind::Own> for () {
    const OWN_STATUS: bool = true;

    fn reply(self, _: &Call) -> Result<HttpResponse> {
        Ok(HttpResponse::NoContent().finish())
    }

    fn describe(operation: &mut Operation<'_>) {
        operation.success_empty(StatusCode::NO_CONTENT, "Done.");
    }
}

/// 204: done, and there is nothing to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoContent;

#[diagnostic::do_not_recommend]
impl Reply<kind::Own> for NoContent {
    const OWN_STATUS: bool = true;

    fn reply(self, call: &Call) -> Result<HttpResponse> {
        ().reply(call)
    }

    fn describe(operation: &mut Operation<'_>) {
        <() as Reply<kind::Own>>::describe(operation);
    }
}

/// 202: it will be done, and nothing is said of how that ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accepted;

#[diagnostic::do_not_recommend]
impl Reply<kind::Own> for Accepted {
    const OWN_STATUS: bool = true;

    fn reply(self, _: &Call) -> Result<HttpResponse> {
        Ok(HttpResponse::Accepted().finish())
    }

    fn describe(operation: &mut Operation<'_>) {
        operation.success_empty(StatusCode::ACCEPTED, "It will be done.");
    }
}

/// 201: something was made, and here it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Created<T> {
    location: Option<String>,
    value: T,
}

impl<T> Created<T> {
    /// The new thing and its address, which becomes the header `Location`.
    pub fn at(location: impl Into<String>, value: T) -> Self {
        Self { location: Some(location.into()), value }
    }

    /// The new thing, which has no address of its own.
    pub fn new(value: T) -> Self {
        Self { location: None, value }
    }

    /// The new thing.
    pub fn into_inner(self) -> T {
        self.value
    }
}

#[diagnostic::do_not_recommend]
impl<T: Output> Reply<kind::Own> for Created<T> {
    const OWN_STATUS: bool = true;

    fn reply(self, _: &Call) -> Result<HttpResponse> {
        let mut response = entity(StatusCode::CREATED, &self.value)?;
        if let Some(location) = self.location {
            response.headers_mut().insert(LOCATION, HeaderValue::try_from(location)?);
        }
        Ok(response)
    }

    fn describe(operation: &mut Operation<'_>) {
        operation.json::<T>(StatusCode::CREATED, "Created.");
        describe_etag::<T>(operation, StatusCode::CREATED);
        operation.header::<String>(StatusCode::CREATED, "Location", "Where the new thing is.");
    }
}

/// A web page.
///
/// The text is sent as it is: a value from elsewhere that is put into it is part of the page, and
/// so are the scripts in it. Put it through [`Html::escape`] first.
///
/// # Examples
///
/// ```
/// use ordain::prelude::*;
///
/// /// Greet somebody.
/// #[route(get, "/hello/{name}", policy = public)]
/// async fn hello(name: String) -> Html {
///     Html::new(format!("<h1>Hello {}</h1>", Html::escape(&name)))
/// }
/// # fn main() {
/// assert_eq!(Html::escape("<script>"), "&lt;script&gt;");
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Html(pub Cow<'static, str>);

impl Html {
    /// A page of this HTML text.
    pub fn new(text: impl Into<Cow<'static, str>>) -> Self {
        Self(text.into())
    }

    /// A text in a form that HTML shows as it is, between tags and in quoted attributes.
    ///
    /// It makes nothing safe in a script, a style, an attribute without quotes, or as an address.
    #[must_use]
    pub fn escape(text: &str) -> Cow<'_, str> {
        escape(text)
    }
}

#[diagnostic::do_not_recommend]
impl Reply<kind::Own> for Html {
    fn reply(self, call: &Call) -> Result<HttpResponse> {
        let body = match self.0 {
            Cow::Borrowed(text) => text.boxed(),
            Cow::Owned(text) => text.boxed(),
        };
        let mut response = HttpResponse::with_body(call.success(), body);
        let html = HeaderValue::from_static("text/html; charset=utf-8");
        response.headers_mut().insert(CONTENT_TYPE, html);
        Ok(response)
    }

    fn describe(operation: &mut Operation<'_>) {
        operation.success_text("text/html");
    }
}

/// A redirection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redirect {
    status: StatusCode,
    to: String,
}

impl Redirect {
    /// 303: look there with GET; what a form's handler answers.
    pub fn see_other(to: impl Into<String>) -> Self {
        Self { status: StatusCode::SEE_OTHER, to: to.into() }
    }

    /// 307: the same request, there, this time.
    pub fn temporary(to: impl Into<String>) -> Self {
        Self { status: StatusCode::TEMPORARY_REDIRECT, to: to.into() }
    }

    /// 308: the same request, there, from now on.
    pub fn permanent(to: impl Into<String>) -> Self {
        Self { status: StatusCode::PERMANENT_REDIRECT, to: to.into() }
    }
}

#[diagnostic::do_not_recommend]
impl Reply<kind::Own> for Redirect {
    const OWN_STATUS: bool = true;

    fn reply(self, _: &Call) -> Result<HttpResponse> {
        let mut response = HttpResponse::new(self.status);
        response.headers_mut().insert(LOCATION, HeaderValue::try_from(self.to)?);
        Ok(response)
    }

    fn describe(operation: &mut Operation<'_>) {
        operation.redirect();
    }
}

#[diagnostic::do_not_recommend]
impl<T: Responder + 'static> Reply<kind::Actix> for T {
    const OWN_STATUS: bool = true;

    fn reply(self, call: &Call) -> Result<HttpResponse> {
        let response = self.respond_to(&call.request).map_into_boxed_body();
        let status = response.status();
        if (status.is_client_error() || status.is_server_error()) && is_empty(response.body()) {
            return Err(Error::new(status, code_of(status), ""));
        }
        Ok(response)
    }

    fn describe(operation: &mut Operation<'_>) {
        use std::any::TypeId;
        let text = [
            TypeId::of::<String>(),
            TypeId::of::<&'static str>(),
            TypeId::of::<Cow<'static, str>>(),
        ];
        if text.contains(&TypeId::of::<T>()) {
            operation.success_text("text/plain");
        } else {
            operation.success_any();
        }
    }
}
