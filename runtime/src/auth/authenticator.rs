//! Who a request comes from: the credentials that it carries, in whichever ways are switched on.
//!
//! It never decides what somebody may do.

use futures_util::future::BoxFuture;

#[cfg(feature = "auth")]
use super::Scheme;
#[cfg(feature = "auth")]
use super::Tokens;
#[cfg(feature = "auth")]
use super::error::AuthError;
#[cfg(feature = "accounts")]
use super::{ApiKeys, Sessions};
use crate::error::Result;
use crate::policy::Actor;

/// What a request says of who sends it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Credentials<'r> {
    /// The header `Authorization`. What is no visible ASCII is an empty text: a bad credential, not an
    /// absent one.
    pub authorization: Option<&'r str>,
    /// The header `X-API-Key`.
    pub key: Option<&'r str>,
    /// The cookie of a session.
    pub session: Option<&'r str>,
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
#[derive(Clone, Default)]
pub struct Authenticator {
    #[cfg(feature = "auth")]
    tokens: Option<Tokens>,
    #[cfg(feature = "auth")]
    scheme: Scheme,
    #[cfg(feature = "accounts")]
    sessions: Option<Sessions>,
    #[cfg(feature = "accounts")]
    keys: Option<ApiKeys>,
    #[cfg(feature = "accounts")]
    cookies: bool,
}

impl Authenticator {
    /// An authenticator that knows the bearers of these tokens.
    #[cfg(feature = "auth")]
    #[must_use]
    pub fn of(tokens: Tokens) -> Self {
        Self {
            scheme: tokens.scheme(),
            tokens: Some(tokens),
            #[cfg(feature = "accounts")]
            sessions: None,
            #[cfg(feature = "accounts")]
            keys: None,
            #[cfg(feature = "accounts")]
            cookies: false,
        }
    }

    /// The authenticator, which knows sessions, too: those that bearer tokens name, and, with `cookies`, those
    /// that cookies hold.
    #[cfg(feature = "accounts")]
    #[must_use]
    pub fn with_sessions(self, sessions: Sessions, cookies: bool) -> Self {
        Self { sessions: Some(sessions), cookies, ..self }
    }

    /// The authenticator, which knows API keys, too.
    #[cfg(feature = "accounts")]
    #[must_use]
    pub fn with_keys(self, keys: ApiKeys) -> Self {
        Self { keys: Some(keys), ..self }
    }

    /// Who sends a request with these credentials; nobody when there are none, when the header is of
    /// another scheme than that of the tokens, or when the application has no such way to be somebody.
    ///
    /// One credential counts: the header `Authorization`, else the key, else the cookie. One that is not good is
    /// a 401, and never taken for the lack of one; but for a cookie, which browsers send without being asked,
    /// also long after its session is over.
    #[must_use]
    pub fn authenticate(&self, given: Credentials<'_>) -> Finding {
        #[cfg(feature = "auth")]
        if let Some(header) = given.authorization {
            return match bearer(header, self.scheme) {
                Ok(Some(text)) => self.by_bearer(text),
                Ok(None) => Finding::Now(Ok(None)),
                Err(_) if self.knows_nobody() => Finding::Now(Ok(None)),
                Err(error) => Finding::Now(Err(error.under(self.scheme))),
            };
        }
        #[cfg(feature = "accounts")]
        if let (Some(keys), Some(text)) = (&self.keys, given.key) {
            return self.by_key(keys, text);
        }
        #[cfg(feature = "accounts")]
        if let (Some(sessions), Some(value), true) = (&self.sessions, given.session, self.cookies) {
            let (sessions, value) = (sessions.clone(), value.to_owned());
            return Finding::Later(Box::pin(async move { sessions.by_cookie(&value).await }));
        }
        let _ = given;
        Finding::Now(Ok(None))
    }

    #[cfg(feature = "auth")]
    fn knows_nobody(&self) -> bool {
        #[cfg(feature = "accounts")]
        if self.keys.is_some() {
            return false;
        }
        self.tokens.is_none()
    }

    /// Who sends a text behind the scheme of tokens: a token, or a key.
    #[cfg(feature = "auth")]
    fn by_bearer(&self, text: &str) -> Finding {
        #[cfg(feature = "accounts")]
        if let Some(keys) = self.keys.as_ref().filter(|_| ApiKeys::is_key(text)) {
            return self.by_key(keys, text);
        }
        let Some(tokens) = &self.tokens else { return Finding::Now(Ok(None)) };
        let verified = match tokens.verified(text) {
            Ok(verified) => verified,
            Err(error) => return Finding::Now(Err(error.under(self.scheme))),
        };
        #[cfg(feature = "accounts")]
        if let Some(session) = verified.session().map(str::to_owned) {
            let (sessions, account) = (self.sessions.clone(), verified.actor().id);
            let scheme = self.scheme;
            return Finding::Later(Box::pin(async move {
                let found = match sessions {
                    Some(sessions) => sessions.by_token(&session, account).await?,
                    None => None,
                };
                found.map(Some).ok_or_else(|| AuthError::Ended.under(scheme))
            }));
        }
        if verified.session().is_some() {
            return Finding::Now(Err(AuthError::Claims.under(self.scheme)));
        }
        Finding::Now(Ok(Some(verified.actor().clone())))
    }

    #[cfg(feature = "accounts")]
    fn by_key(&self, keys: &ApiKeys, text: &str) -> Finding {
        let (keys, text, scheme) = (keys.clone(), text.to_owned(), self.scheme);
        Finding::Later(Box::pin(async move {
            keys.bearer(&text).await?.map(Some).ok_or_else(|| AuthError::ApiKey.under(scheme))
        }))
    }
}

/// The token of a header; `None` when the scheme is another one.
#[cfg(feature = "auth")]
fn bearer(header: &str, expected: Scheme) -> Result<Option<&str>, AuthError> {
    match header.trim().split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case(expected.name()) => {
            Ok(Some(token.trim_start()))
        }
        Some(_) => Ok(None),
        // The scheme with nothing behind it, or a token without its scheme.
        None => Err(AuthError::Malformed),
    }
}

#[cfg(all(test, feature = "auth"))]
mod tests {
    use super::*;

    #[test]
    fn the_scheme_is_found_whatever_its_case() {
        let bearer = |header| bearer(header, Scheme::BEARER);
        for header in ["Bearer abc", "bearer abc", " BEARER   abc "] {
            assert_eq!(bearer(header), Ok(Some("abc")), "{header}");
        }
        assert_eq!(bearer("Basic abc"), Ok(None));
        for header in ["", "Bearer", "Bearer ", "abc.def.ghi"] {
            assert_eq!(bearer(header), Err(AuthError::Malformed), "{header}");
        }
    }

    #[test]
    fn another_scheme_takes_the_place_of_bearer() -> crate::error::Result<()> {
        let token = Scheme::new("Token")?;
        assert_eq!(bearer("token abc", token), Ok(Some("abc")));
        assert_eq!(bearer("Bearer abc", token), Ok(None));
        Ok(())
    }

    #[test]
    fn without_tokens_everybody_is_a_stranger() {
        for header in ["Bearer abc", "abc"] {
            let given = Credentials { authorization: Some(header), ..Credentials::default() };
            let found = Authenticator::default().authenticate(given);
            assert!(matches!(found, Finding::Now(Ok(None))), "{header}");
        }
    }
}
