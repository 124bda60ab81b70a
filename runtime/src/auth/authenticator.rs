//! Who a request comes from: the credentials that it carries, whichever ways are switched on.
//!
//! It never decides what somebody may do.

#[cfg(feature = "auth")]
use super::Tokens;
#[cfg(feature = "auth")]
use super::error::AuthError;
use crate::error::Result;
use crate::policy::Actor;
use futures_util::future::BoxFuture;

/// What a request says of who sends it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Credentials<'r> {
    /// The header `Authorization`. What is no visible ASCII is an empty text: a bad credential, not an absent one.
    pub authorization: Option<&'r str>,
}

/// What an authenticator finds.
pub enum Finding {
    /// It needs nothing but the request.
    Now(Result<Option<Actor>>),
    /// It has to ask.
    Later(BoxFuture<'static, Result<Option<Actor>>>),
}

/// Finds out who sends a request.
///
/// The default one knows nobody: every caller is a stranger to it.
#[derive(Debug, Clone, Default)]
pub struct Authenticator {
    #[cfg(feature = "auth")]
    tokens: Option<Tokens>,
}

impl Authenticator {
    /// An authenticator that knows the bearers of these tokens.
    #[cfg(feature = "auth")]
    #[must_use]
    pub fn of(tokens: Tokens) -> Self {
        Self { tokens: Some(tokens) }
    }

    /// Who sends a request with these credentials; nobody when there are none, when the header is of another
    /// scheme than `Bearer`, or when the application has no such way to be somebody.
    ///
    /// A credential that is not good is a 401: it is never taken for the lack of one.
    #[must_use]
    pub fn authenticate(&self, given: Credentials<'_>) -> Finding {
        #[cfg(feature = "auth")]
        if let (Some(tokens), Some(header)) = (&self.tokens, given.authorization) {
            return Finding::Now(by_token(tokens, header));
        }
        let _ = given;
        Finding::Now(Ok(None))
    }
}

#[cfg(feature = "auth")]
fn by_token(tokens: &Tokens, header: &str) -> Result<Option<Actor>> {
    match bearer(header)? {
        Some(token) => Ok(Some(tokens.verify(token)?)),
        None => Ok(None),
    }
}

/// The token of a header; `None` when the scheme is another one.
#[cfg(feature = "auth")]
fn bearer(header: &str) -> Result<Option<&str>, AuthError> {
    match header.trim().split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => {
            Ok(Some(token.trim_start()))
        }
        Some(_) => Ok(None),
        // `Bearer` with nothing behind it, or a token without its scheme.
        None => Err(AuthError::Malformed),
    }
}

#[cfg(all(test, feature = "auth"))]
mod tests {
    use super::*;

    #[test]
    fn the_scheme_is_found_whatever_its_case() {
        for header in ["Bearer abc", "bearer abc", " BEARER   abc "] {
            assert_eq!(bearer(header), Ok(Some("abc")), "{header}");
        }
        assert_eq!(bearer("Basic abc"), Ok(None));
        for header in ["", "Bearer", "Bearer ", "abc.def.ghi"] {
            assert_eq!(bearer(header), Err(AuthError::Malformed), "{header}");
        }
    }

    #[test]
    fn without_tokens_everybody_is_a_stranger() {
        let given = Credentials { authorization: Some("Bearer abc") };
        let found = Authenticator::default().authenticate(given);
        assert!(matches!(found, Finding::Now(Ok(None))));
    }
}
