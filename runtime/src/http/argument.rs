//! What a route's function may take as an argument.
//!
//! Which argument comes from where is decided by these traits alone, never by a type's spelling.

use std::future::Future;

use actix_web::FromRequest;
use serde::de::DeserializeOwned;

use super::call::Call;
use super::incoming::{cause, unreadable};
use super::operation::Operation;
use super::segment::Loads;
use super::services::Services;
use crate::error::{Error, Result};
use crate::schema::JsonSchema;
use crate::validate::Validate;

/// An argument of the route `R`.
///
/// `M` tells the sources apart, so that types of actix and types of Ordain can both be arguments;
/// the compiler finds it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an argument of a route",
    label = "the path has no segment of this argument's name, and nothing else in a request is this",
    note = "for a path segment, write the argument's name in the path, in braces",
    note = "for a body put `#[dto]` on the type (of `Json<T>`: on `T`), for a query string `#[dto(query)]`",
    note = "any type with actix's `FromRequest` can be an argument, too"
)]
pub trait Argument<R, M>: Sized {
    /// The model that the argument loads by a path segment.
    const LOADS: Option<Loads> = None;

    /// Whether the argument is what the route's policy decided over.
    const AUTHORIZED: bool = false;

    /// Whether the argument needs somebody who is signed in.
    const ACTOR: bool = false;

    /// Whether the argument is the request's body.
    const BODY: bool = false;

    /// Whether the argument writes into the audit log.
    const AUDIT: bool = false;

    /// Takes the value from the request.
    fn take(call: &mut Call) -> impl Future<Output = Result<Self>>;

    /// Adds what the argument reads, and what can be wrong with it, to the document.
    fn describe(operation: &mut Operation<'_>) {
        let _ = operation;
    }

    /// What the argument needs of the application and does not find.
    #[must_use]
    fn missing(services: &Services) -> Option<&'static str> {
        let _ = services;
        None
    }
}

/// A type that is a JSON request body.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a request body",
    note = "put `#[dto]` on it"
)]
pub trait Input: DeserializeOwned + Validate + JsonSchema + 'static {
    /// Fields of which no two rows may have the same value: a good body can still be refused with
    /// 409.
    const CONFLICTS: &'static [&'static str] = &[];
}

/// A type whose fields are parameters of the query string.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from a query string",
    note = "put `#[dto(query)]` on it"
)]
pub trait QueryInput: DeserializeOwned + Validate + JsonSchema + 'static {}

/// A type that a part of a request can be read as.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from a request",
    label = "nothing says how this is parsed and validated",
    note = "put `#[dto]` on it"
)]
pub trait Parsed: DeserializeOwned + Validate + JsonSchema + 'static {}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned + Validate + JsonSchema + 'static> Parsed for T {}

/// Where an argument comes from: the `M` of [`Argument`].
pub mod source {
    /// An extractor of actix.
    pub struct Actix;
    /// A type of Ordain.
    pub struct Own;
    /// A JSON body.
    pub struct Body;
    /// The query string.
    pub struct QueryString;
}

#[diagnostic::do_not_recommend]
impl<R, T: FromRequest> Argument<R, source::Actix> for T {
    async fn take(call: &mut Call) -> Result<Self> {
        let Call { request, payload, .. } = call;
        T::from_request(request, payload).await.map_err(|error| from_actix(&error.into()))
    }
}

/// An error of an extractor of actix, as the client sees it.
fn from_actix(error: &actix_web::Error) -> Error {
    if let Some(cause) = cause(error) {
        return unreadable(cause);
    }
    let status = error.as_response_error().status_code();
    if status.is_server_error() {
        return Error::internal(error.to_string());
    }
    let code = super::problem::code_of(status);
    Error::new(status, code, error.to_string())
}
