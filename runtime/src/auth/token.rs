//! Bearer tokens: signed statements of who somebody is and which roles they have.
//!
//! A token is not secret from its bearer, and cannot be taken back before it expires.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, TokenData, Validation};
use ring::rand::{SecureRandom, SystemRandom};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

#[cfg(feature = "accounts")]
use super::Seal;
use super::error::AuthError;
use super::provider;
use crate::error::{Error, Result};
use crate::policy::{self, Actor, IntoRoles, Means, RoleSpec};
use crate::schema::{JsonSchema, ObjectSchema, Property, Schema, Schemas};

/// Fewer bytes than SHA-256 gives would be easier to guess than the signature.
const LEAST_SECRET: usize = 32;

/// How far the clocks of two servers may be apart, in seconds.
const LEEWAY: u64 = 5;

/// Issues and verifies bearer tokens: JWT, signed with HMAC and SHA-256 (`HS256`).
///
/// A token names the identity (`sub`) and its roles (`roles`), and expires (`exp`), give or take
/// five seconds for clocks that differ. Tokens that are signed in any other way are refused, also
/// those that say they need no signature. Copies are cheap and share the key.
///
/// A role that is taken away from somebody, and an account that is deleted, keep working until the
/// token expires: choose a short lifetime.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use ordain::auth::Tokens;
///
/// let secret = "a sentence that is known to nobody else".into();
/// let tokens = Tokens::new(&secret, Duration::from_secs(3600))?;
/// let token = tokens.issue(7, ())?;
/// assert_eq!(tokens.verify(token.as_str()).map(|actor| actor.id), Ok(7));
/// # Ok::<(), ordain::Error>(())
/// ```
#[derive(Clone)]
pub struct Tokens(Arc<Signing>);

struct Signing {
    encoding: EncodingKey,
    decoding: DecodingKey,
    header: Header,
    validation: Validation,
    lifetime: Duration,
    #[cfg(feature = "accounts")]
    seal: Seal,
}

/// What a token says.
#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    sub: String,
    #[serde(default)]
    roles: Vec<Cow<'static, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sid: Option<String>,
    iat: u64,
    exp: u64,
}

/// What a good token says.
#[derive(Debug, Clone)]
pub(super) struct Verified {
    pub(super) id: i64,
    roles: Vec<&'static RoleSpec>,
    /// The session that it is a part of: it says who may do what, not the token.
    pub(super) session: Option<String>,
}

impl Verified {
    pub(super) fn into_actor(self) -> Actor {
        Actor::new(self.id, self.roles).by(Means::Token)
    }
}

impl Tokens {
    /// Tokens that are signed with this secret and are good for this long.
    ///
    /// # Errors
    ///
    /// 500 if the secret has less than 32 bytes.
    pub fn new(secret: &SecretString, lifetime: Duration) -> Result<Self> {
        let secret = secret.expose_secret().as_bytes();
        if secret.len() < LEAST_SECRET {
            return Err(Error::internal(format!(
                "the secret of the bearer tokens has {} bytes, and {LEAST_SECRET} is the least; \
                 make one with `openssl rand -hex 32`",
                secret.len()
            )));
        }
        Self::signed_with(secret, lifetime)
    }

    /// Tokens that are signed with a secret which nobody knows and which ends with this process.
    ///
    /// # Errors
    ///
    /// 500 if there is no randomness.
    pub fn random(lifetime: Duration) -> Result<Self> {
        let mut secret = [0; LEAST_SECRET];
        if SystemRandom::new().fill(&mut secret).is_err() {
            return Err(Error::internal("there is no randomness for the secret of bearer tokens"));
        }
        Self::signed_with(&secret, lifetime)
    }

    #[cfg_attr(
        not(feature = "accounts"),
        expect(clippy::unnecessary_wraps, reason = "only making keys of the secret can fail")
    )]
    fn signed_with(secret: &[u8], lifetime: Duration) -> Result<Self> {
        provider::install();
        let mut validation = Validation::new(Algorithm::HS256);
        validation.leeway = LEEWAY;
        validation.validate_nbf = true;
        validation.set_required_spec_claims(&["exp", "sub"]);
        Ok(Self(Arc::new(Signing {
            #[cfg(feature = "accounts")]
            seal: Seal::of(&[secret])?,
            encoding: EncodingKey::from_secret(secret),
            decoding: DecodingKey::from_secret(secret),
            header: Header::new(Algorithm::HS256),
            validation,
            lifetime,
        })))
    }

    /// What is signed and closed with keys of the same secret.
    #[cfg(feature = "accounts")]
    pub(crate) fn seal(&self) -> &Seal {
        &self.0.seal
    }

    /// Issues a token to the identity with that key: with a role, an array of roles, or `()` for
    /// none.
    ///
    /// # Errors
    ///
    /// 500 if the clock of this machine is before 1970.
    pub fn issue(&self, id: i64, roles: impl IntoRoles) -> Result<Token> {
        self.issue_at(id, roles, None, SystemTime::now())
    }

    /// Issues a token that is good as long as a session is.
    #[cfg(feature = "accounts")]
    pub(crate) fn issue_in(&self, session: String, id: i64) -> Result<Token> {
        self.issue_at(id, (), Some(session), SystemTime::now())
    }

    fn issue_at(
        &self,
        id: i64,
        roles: impl IntoRoles,
        sid: Option<String>,
        now: SystemTime,
    ) -> Result<Token> {
        let iat = now.duration_since(UNIX_EPOCH)?.as_secs();
        let lifetime = self.0.lifetime.as_secs();
        let roles = roles.into_roles().map(|role| Cow::Borrowed(role.token_name())).collect();
        let exp = iat.saturating_add(lifetime);
        let claims = Claims { sub: id.to_string(), roles, sid, iat, exp };
        let text = jsonwebtoken::encode(&self.0.header, &claims, &self.0.encoding)?;
        Ok(Token { text, scheme: "Bearer", expires_in: lifetime })
    }

    /// Finds out who bears a token.
    ///
    /// A role that this application does not know grants nothing: it is left out, and logged.
    ///
    /// # Errors
    ///
    /// [`AuthError`] if the token is malformed, changed, expired or not of this application.
    pub fn verify(&self, token: &str) -> Result<Actor, AuthError> {
        let verified = self.read(token)?;
        // Whether its session has ended is not written in it.
        if verified.session.is_some() { Err(AuthError::Claims) } else { Ok(verified.into_actor()) }
    }

    /// What a good token says.
    pub(super) fn read(&self, token: &str) -> Result<Verified, AuthError> {
        let Signing { decoding, validation, .. } = &*self.0;
        let TokenData { header, claims } =
            jsonwebtoken::decode::<Claims>(token, decoding, validation)
                .map_err(|error| refusal(error.kind()))?;
        // An extension that must be understood, and is not, makes a token invalid (RFC 7515 §4.1.11).
        if header.crit.is_some() {
            return Err(AuthError::Malformed);
        }
        let id = claims.sub.parse().map_err(|_| AuthError::Claims)?;
        let roles = claims.roles.iter().filter_map(|name| known_role(name)).collect();
        Ok(Verified { id, roles, session: claims.sid })
    }
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tokens").field("lifetime", &self.0.lifetime).finish_non_exhaustive()
    }
}

fn known_role(name: &str) -> Option<&'static RoleSpec> {
    let role = policy::role(name);
    if role.is_none() {
        tracing::warn!(role = name, "a bearer token names a role that is not known");
    }
    role
}

fn refusal(kind: &ErrorKind) -> AuthError {
    match kind {
        ErrorKind::InvalidSignature => AuthError::Signature,
        ErrorKind::ExpiredSignature => AuthError::Expired,
        ErrorKind::InvalidAlgorithm
        | ErrorKind::InvalidAlgorithmName
        | ErrorKind::UnsupportedAlgorithm => AuthError::Algorithm,
        ErrorKind::MissingRequiredClaim(_)
        | ErrorKind::InvalidClaimFormat(_)
        | ErrorKind::ImmatureSignature
        | ErrorKind::InvalidAudience => AuthError::Claims,
        _ => AuthError::Malformed,
    }
}

/// A bearer token, in the form that RFC 6750 gives the answer to a login.
#[derive(Clone, Serialize)]
pub struct Token {
    #[serde(rename = "access_token")]
    text: String,
    #[serde(rename = "token_type")]
    scheme: &'static str,
    expires_in: u64,
}

impl Token {
    /// The token, to be sent as `Authorization: Bearer <token>`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// After how many seconds it expires.
    #[must_use]
    pub fn expires_in(&self) -> u64 {
        self.expires_in
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Token").field("expires_in", &self.expires_in).finish_non_exhaustive()
    }
}

impl JsonSchema for Token {
    fn name() -> Option<Cow<'static, str>> {
        Some(Cow::Borrowed("Token"))
    }

    fn schema(schemas: &mut Schemas) -> Schema {
        let token = Property::of::<String>(schemas)
            .describe("The token, to be sent as `Authorization: Bearer <token>`.");
        let kind = Property::of::<String>(schemas).describe("Always `Bearer`.");
        let seconds =
            Property::of::<u64>(schemas).describe("After how many seconds the token expires.");
        ObjectSchema::new()
            .describe("A bearer token.")
            .property("access_token", token)
            .property("token_type", kind)
            .property("expires_in", seconds)
            .into_schema()
    }
}

#[cfg(test)]
mod tests;
