//! From a request to a declared route and back: matching, guarding, extraction, replies.
//!
//! Nothing here knows how the server is started, nor how the document is put together.

#[cfg(feature = "jobs")]
pub mod acting;
pub mod argument;
pub mod attachment;
#[cfg(feature = "__database")]
pub mod audit;
pub mod call;
pub mod check;
pub mod client;
pub mod cors;
#[cfg(feature = "accounts")]
pub mod csrf;
pub mod dispatch;
mod enter;
pub mod expansion;
pub mod extract;
pub mod failure;
pub mod field;
pub mod incoming;
pub mod limit;
pub mod load;
pub mod observe;
pub mod operation;
pub mod outcome;
pub mod outgoing;
#[cfg(feature = "__database")]
mod page;
#[cfg(feature = "__database")]
mod precondition;
pub mod problem;
pub mod reply;
pub mod request_id;
pub mod security;
pub mod segment;
pub mod services;
pub mod spec;
pub mod stream;
pub mod table;
#[cfg(feature = "__database")]
pub mod transaction;
#[cfg(feature = "__database")]
mod watch;

pub use crate::json::{Change, Json, Millis};
pub use actix_web::http::StatusCode;
pub use argument::{Argument, Input, QueryInput};
pub use attachment::Attachment;
#[cfg(feature = "__database")]
pub use audit::Audit;
pub use client::ClientAddress;
#[cfg(feature = "__database")]
pub use extract::{Authorized, Found};
pub use extract::{Cookie, Form, Header, Query, State};
pub use failure::{ErrorBody, Failure};
pub use operation::Operation;
pub use reply::{Accepted, Created, Html, NoContent, Output, Redirect, Reply};
pub use request_id::RequestId;
pub use services::Services;
pub use spec::{Method, Route, RouteSpec};
pub use stream::{Event, Events, Lines, Streamed};
