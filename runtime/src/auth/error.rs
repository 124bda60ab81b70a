//! What can be wrong with a bearer token.
//!
//! The texts go to the client: they name the fault and never the token, a key or a claim.

use std::fmt;

use actix_web::http::header::{HeaderValue, WWW_AUTHENTICATE};

use super::Scheme;
use crate::error::Error;

/// Why a bearer token or an API key is refused.
///
/// It becomes a 401 with the header that RFC 6750 asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuthError {
    /// It is no token at all, or there is none behind the scheme.
    Malformed,
    /// Its head brings a key along, or asks for something that this application does not do.
    Header,
    /// It is signed with a key that this application does not have.
    Key,
    /// It is signed in another way than its key signs.
    Algorithm,
    /// Its signature is not this application's.
    Signature,
    /// Its time is over.
    Expired,
    /// What it says is not what this application's tokens say.
    Claims,
    /// Its session was ended, or the account is gone or disabled.
    Ended,
    /// It is no API key of this application, or one that was revoked or is over.
    ApiKey,
}

impl AuthError {
    const fn text(self) -> &'static str {
        match self {
            Self::Malformed => "the bearer token is malformed",
            Self::Header => "the head of the bearer token says what is not accepted",
            Self::Key => "the bearer token is signed with a key that is not known",
            Self::Algorithm => "the algorithm of the bearer token is not that of its key",
            Self::Signature => "the signature of the bearer token is wrong",
            Self::Expired => "the bearer token has expired",
            Self::Claims => "the claims of the bearer token are not those of this application",
            Self::Ended => "the session of the bearer token has ended",
            Self::ApiKey => "the API key is not valid",
        }
    }
}

impl fmt::Display for AuthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

impl AuthError {
    /// The error of an application whose tokens stand behind this scheme.
    #[must_use]
    pub fn under(self, scheme: Scheme) -> Error {
        let mut refused = Error::unauthorized(self.text());
        let scheme = scheme.name();
        let challenge = format!(r#"{scheme} error="invalid_token", error_description="{self}""#);
        if let Ok(challenge) = HeaderValue::try_from(challenge) {
            refused = refused.with_header(WWW_AUTHENTICATE, challenge);
        }
        refused
    }
}

impl From<AuthError> for Error {
    fn from(error: AuthError) -> Self {
        error.under(Scheme::BEARER)
    }
}
