//! How callers prove who they are: bearer tokens and passwords.
//!
//! It says who somebody is, never what they may do: that is the work of `policy`.

mod authenticator;
#[cfg(feature = "auth")]
mod cache;
#[cfg(feature = "auth")]
mod claims;
mod error;
#[cfg(feature = "auth")]
mod head;
#[cfg(feature = "auth")]
mod key;
#[cfg(feature = "auth")]
mod password;
#[cfg(feature = "auth")]
mod provider;
#[cfg(feature = "auth")]
mod token;

pub use authenticator::Authenticator;
pub use error::AuthError;
#[cfg(feature = "auth")]
pub(crate) use password::limit_queue;
#[cfg(feature = "auth")]
pub use password::{NoPasswordHash, PasswordHash, uncommon_password};
#[cfg(feature = "auth")]
pub use token::{Token, Tokens};
