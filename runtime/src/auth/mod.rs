//! How callers prove who they are: bearer tokens, sessions, API keys, passwords and second factors.
//!
//! It says who somebody is, never what they may do: that is the work of `policy`.

#[cfg(feature = "accounts")]
mod accounts;
#[cfg(feature = "accounts")]
mod api_key;
mod authenticator;
#[cfg(feature = "auth")]
mod cache;
#[cfg(feature = "auth")]
mod claims;
mod error;
#[cfg(feature = "auth")]
mod head;
#[cfg(feature = "accounts")]
mod identity;
#[cfg(feature = "auth")]
mod key;
#[cfg(feature = "accounts")]
mod link;
#[cfg(feature = "accounts")]
mod new_password;
#[cfg(feature = "oauth")]
mod oauth;
#[cfg(feature = "auth")]
mod password;
#[cfg(feature = "auth")]
mod provider;
#[cfg(feature = "accounts")]
mod recall;
#[cfg(feature = "accounts")]
mod same;
mod scheme;
#[cfg(feature = "accounts")]
mod seal;
#[cfg(feature = "accounts")]
mod second_factor;
#[cfg(feature = "accounts")]
mod session;
#[cfg(feature = "accounts")]
mod standing;
#[cfg(feature = "accounts")]
mod ticket;
#[cfg(feature = "auth")]
mod token;

#[cfg(feature = "accounts")]
pub use accounts::{Accounts, Enrolment, Granted, LinkKind, SignIn};
#[cfg(feature = "accounts")]
pub use api_key::{ApiKey, ApiKeys, NewApiKey};
pub use authenticator::{Authenticator, Credentials, Finding};
pub use error::AuthError;
#[cfg(feature = "accounts")]
pub use identity::{Account, Identity, IdentityEntry, identity};
#[cfg(feature = "accounts")]
pub use new_password::NewPassword;
#[cfg(feature = "oauth")]
pub use oauth::{
    Answer, Arrived, Begin, Begun as OAuthBegun, Linked, Linking, OAuthError, Person, Providers,
    unguessable,
};
#[cfg(feature = "auth")]
pub(crate) use password::limit_queue;
#[cfg(feature = "auth")]
pub use password::{NoPasswordHash, PasswordHash, uncommon_password};
pub use scheme::Scheme;
#[cfg(feature = "accounts")]
pub use seal::Seal;
#[cfg(feature = "accounts")]
pub use session::{Begun, Client, Kind, Renewal, Session, Sessions, Settings};
#[cfg(feature = "auth")]
pub use token::{Token, Tokens};
