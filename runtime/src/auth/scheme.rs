//! The word that stands before a token.
//!
//! What the token is, it does not say.

use actix_web::http::header::HeaderValue;

use crate::error::{Error, Result};

/// The word before a token in the header `Authorization`: `Bearer` (RFC 6750), unless the application says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scheme(&'static str);

impl Scheme {
    /// The scheme of RFC 6750.
    pub const BEARER: Self = Self("Bearer");

    /// A scheme of this name.
    ///
    /// # Errors
    /// 500 if it is no token of RFC 9110: letters, digits and some signs.
    pub fn new(name: &'static str) -> Result<Self> {
        let is_of_a_token = |c: u8| c.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&c);
        if name.is_empty() || !name.bytes().all(is_of_a_token) {
            return Err(Error::internal(format!(
                "`{name}` is no scheme of the header `Authorization`: `App::auth_scheme` takes one word, such as \
                 `Token`"
            )));
        }
        Ok(Self(name))
    }

    /// The word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.0
    }

    /// What a stranger is told in `WWW-Authenticate`.
    #[must_use]
    pub fn challenge(self) -> HeaderValue {
        HeaderValue::from_static(self.0)
    }
}

impl Default for Scheme {
    fn default() -> Self {
        Self::BEARER
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scheme_is_one_word() {
        assert_eq!(Scheme::new("Token").map(Scheme::name).ok(), Some("Token"));
        for wrong in ["", "Bearer token", "Tökén", "a,b", "a\n"] {
            assert!(Scheme::new(wrong).is_err(), "{wrong:?}");
        }
    }
}
