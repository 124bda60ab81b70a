//! The arguments that Ordain itself knows how to take from a request.
//!
//! Each says in one place what it takes, what it needs and how the document describes it.

mod actor;
mod body;
#[cfg(feature = "__database")]
mod filter;
mod params;
#[cfg(feature = "__database")]
mod resource;

pub use actor::{Shared, State};
pub use body::Form;
pub use params::{Cookie, Header, Query};
#[cfg(feature = "__database")]
pub use resource::{Authorized, DecidesOver, Found, assert_same_resource, authorize};
