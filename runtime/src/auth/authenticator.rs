//! From the header of a request to an actor.
//!
//! It asks no database: what a token says is true until it expires.

#[cfg(feature = "auth")]
use super::Tokens;
#[cfg(feature = "auth")]
use super::error::AuthError;
use crate::error::Result;
use crate::policy::Actor;

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

    /// Who sends this `Authorization` header; `None` when there is no header, when it is of another
    /// scheme than `Bearer`, or when the application has no tokens.
    ///
    /// # Errors
    ///
    /// 401 if the token in the header is not good: it is never taken for the lack of one.
    pub fn authenticate(&self, authorization: Option<&str>) -> Result<Option<Actor>> {
        #[cfg(feature = "auth")]
        if let (Some(tokens), Some(header)) = (&self.tokens, authorization) {
            return match bearer(header)? {
                Some(token) => Ok(Some(tokens.verify(token)?)),
                None => Ok(None),
            };
        }
        let _ = authorization;
        Ok(None)
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
        let found = Authenticator::default().authenticate(Some("Bearer abc"));
        assert!(matches!(found, Ok(None)));
    }
}
