//! The head of a token: what it says of its own signature, before that is checked.
//!
//! Nothing of it is believed: it only finds a key among ours.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::error::AuthError;

/// What would bring a key along, or ask for something that is not done: keys by value and by
/// address, extensions, encryption, compression, tokens within tokens.
const REFUSED: [&str; 9] = ["jwk", "jku", "x5u", "x5c", "crit", "b64", "enc", "zip", "cty"];

/// The head of a token.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) algorithm: String,
    pub(super) id: Option<String>,
}

#[derive(Deserialize)]
struct Said {
    alg: String,
    kid: Option<String>,
    typ: Option<String>,
    #[serde(flatten)]
    others: Map<String, Value>,
}

impl Head {
    /// Reads the head of a token.
    ///
    /// # Errors
    ///
    /// [`AuthError::Malformed`] if there is none, [`AuthError::Header`] if it says too much.
    pub(super) fn read(token: &str) -> Result<Self, AuthError> {
        let (head, _) = token.split_once('.').ok_or(AuthError::Malformed)?;
        let json = URL_SAFE_NO_PAD.decode(head).map_err(|_| AuthError::Malformed)?;
        let said: Said = serde_json::from_slice(&json).map_err(|_| AuthError::Malformed)?;
        let is_jwt = said.typ.is_none_or(|kind| kind.eq_ignore_ascii_case("JWT"));
        if !is_jwt || REFUSED.iter().any(|name| said.others.contains_key(*name)) {
            return Err(AuthError::Header);
        }
        Ok(Self { algorithm: said.alg, id: said.kid })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<Head, AuthError> {
        Head::read(&format!("{}.e30.", URL_SAFE_NO_PAD.encode(json)))
    }

    #[test]
    fn it_says_an_algorithm_and_may_name_a_key() {
        let head = |id: Option<&str>| Head { algorithm: "HS256".into(), id: id.map(str::to_owned) };
        assert_eq!(read(r#"{"alg":"HS256"}"#), Ok(head(None)));
        let full =
            r#"{"typ":"jwt","alg":"HS256","kid":"one","x5t":"unknown names are left alone"}"#;
        assert_eq!(read(full), Ok(head(Some("one"))));
    }

    #[test]
    fn what_brings_a_key_or_asks_for_more_is_refused() {
        for name in REFUSED {
            for value in ["null", "true", r#""text""#, r#"["text"]"#, r#"{"kty":"oct"}"#] {
                let json = format!(r#"{{"alg":"HS256","{name}":{value}}}"#);
                assert_eq!(read(&json), Err(AuthError::Header), "{json}");
            }
        }
        assert_eq!(read(r#"{"alg":"HS256","typ":"dpop+jwt"}"#), Err(AuthError::Header));
    }

    #[test]
    fn what_is_no_head_is_refused() {
        let wrong = ["", "[]", "{}", "alg", r#"{"alg":1}"#, r#"{"alg":"HS256","kid":1}"#];
        for json in wrong.into_iter().chain([r#"{"alg":"HS256","alg":"none"}"#]) {
            assert_eq!(read(json), Err(AuthError::Malformed), "{json}");
        }
        for token in ["", "abc", "*.e30.", "e30=.e30."] {
            assert_eq!(Head::read(token), Err(AuthError::Malformed), "{token}");
        }
    }
}
