//! Bearer tokens: signed statements of who somebody is and which roles they have.
//!
//! A token is not secret from its bearer, and cannot be taken back before it expires.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Header, Validation};
use ring::rand::{SecureRandom, SystemRandom};
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use serde_json::Value;

#[cfg(feature = "accounts")]
use super::Seal;
use super::cache::Cache;
use super::claims::{Claims, Said, Verified, means};
use super::error::AuthError;
use super::head::Head;
use super::key::{Key, Keys};
use super::{Scheme, provider};
use crate::config::{Auth, weakness};
use crate::error::{Error, Result};
use crate::policy::{Actor, IntoRoles, RoleSpec};
use crate::schema::{JsonSchema, ObjectSchema, Property, Schema, Schemas};

/// No token of ours is longer; what is longer is not looked at.
const LONGEST: usize = 16 * 1024;

/// Issues and verifies bearer tokens: signed JWTs.
///
/// A token names the identity (`sub`) and its roles (`roles`), and expires (`exp`), give or take
/// five seconds for clocks that differ. It is signed with HMAC (`HS256`), Ed25519 (`EdDSA`), ECDSA
/// on P-256 (`ES256`) or RSA (`RS256`), as the key says that the configuration names first; what any
/// of the configured keys has signed is accepted, each with its own algorithm only. Tokens that are
/// signed in any other way are refused, also those that say they need no signature. Copies are cheap
/// and share the keys.
///
/// A role that is taken away from somebody, and an account that is deleted, keep working until the
/// token expires: choose a short lifetime. The tokens that the routes of accounts give belong to a
/// session, and end with it; [`Tokens::verify`] refuses them, since they say nothing by themselves.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use ordain::auth::Tokens;
///
/// let tokens = Tokens::random(Duration::from_secs(3600))?;
/// let token = tokens.issue(7, ())?;
/// assert_eq!(tokens.verify(token.as_str()).map(|actor| actor.id), Ok(7));
/// # Ok::<(), ordain::Error>(())
/// ```
#[derive(Clone)]
pub struct Tokens(Arc<Signing>, Scheme);

struct Signing {
    keys: Keys,
    terms: Terms,
    cache: Cache,
}

/// What all tokens have in common.
#[derive(Debug, Default)]
struct Terms {
    lifetime: Duration,
    issuer: Option<String>,
    audience: Option<String>,
}

impl From<&Auth> for Terms {
    fn from(auth: &Auth) -> Self {
        Self {
            lifetime: auth.token_lifetime,
            issuer: auth.issuer.clone(),
            audience: auth.audience.clone(),
        }
    }
}

impl Tokens {
    /// Tokens that are signed with this secret and are good for this long.
    ///
    /// # Errors
    ///
    /// 500 if the secret has less than 32 bytes, or can be guessed: a known example, a repetition.
    pub fn new(secret: &SecretString, lifetime: Duration) -> Result<Self> {
        let secret = secret.expose_secret();
        if let Some(weakness) = weakness(secret) {
            return Err(Error::internal(format!(
                "the secret of the bearer tokens {weakness}; make one with `openssl rand -hex 32`"
            )));
        }
        let terms = Terms { lifetime, ..Terms::default() };
        Ok(Self::with(Keys::one(Key::hmac(secret.as_bytes())), terms))
    }

    /// Tokens that are signed with a secret which nobody knows and which ends with this process.
    ///
    /// # Errors
    ///
    /// 500 if there is no randomness.
    pub fn random(lifetime: Duration) -> Result<Self> {
        Self::temporary(Terms { lifetime, ..Terms::default() })
    }

    /// Tokens as the configuration wants them; none if it has neither keys nor a secret.
    ///
    /// # Errors
    ///
    /// 500 with everything that is wrong with the keys.
    pub(crate) fn configured(auth: &Auth) -> Result<Option<Self>> {
        if auth.keys.is_empty() && auth.secret.is_none() {
            return Ok(None);
        }
        let keys = Keys::read(&auth.keys, auth.secret.as_ref())?;
        Ok(Some(Self::with(keys, Terms::from(auth))))
    }

    /// Tokens as the configuration wants them, but signed as [`Tokens::random`] does.
    ///
    /// # Errors
    ///
    /// 500 if there is no randomness.
    pub(crate) fn unconfigured(auth: &Auth) -> Result<Self> {
        Self::temporary(Terms::from(auth))
    }

    fn temporary(terms: Terms) -> Result<Self> {
        let mut secret = [0; 32];
        if SystemRandom::new().fill(&mut secret).is_err() {
            return Err(Error::internal("there is no randomness for the secret of bearer tokens"));
        }
        Ok(Self::with(Keys::one(Key::hmac(&secret)), terms))
    }

    fn with(keys: Keys, terms: Terms) -> Self {
        provider::install();
        Self(Arc::new(Signing { keys, terms, cache: Cache::default() }), Scheme::BEARER)
    }

    /// The tokens, which stand behind this scheme.
    #[must_use]
    pub(crate) fn with_scheme(self, scheme: Scheme) -> Self {
        Self(self.0, scheme)
    }

    /// The word before a token.
    pub(crate) fn scheme(&self) -> Scheme {
        self.1
    }

    /// Whether one of the keys signs. Public keys alone only verify.
    pub(crate) fn can_issue(&self) -> bool {
        self.0.keys.signing().is_some()
    }

    /// What others need to verify these tokens: the public keys as a JSON Web Key Set, if there are
    /// any.
    pub(crate) fn public_keys(&self) -> Option<Value> {
        self.0.keys.public()
    }

    /// What is signed and closed with keys of the same secrets, and of the private keys.
    ///
    /// # Errors
    ///
    /// 500 if there are public keys only.
    #[cfg(feature = "accounts")]
    pub(crate) fn seal(&self) -> Result<Seal> {
        Seal::of(&self.0.keys.secrets().collect::<Vec<_>>())
    }

    /// Issues a token to the identity with that key: with a role, an array of roles, or `()` for
    /// none.
    ///
    /// # Errors
    ///
    /// 500 if the clock of this machine is before 1970, or if `auth.keys` has public keys only.
    pub fn issue(&self, id: i64, roles: impl IntoRoles) -> Result<Token> {
        self.grant(id, roles).issue()
    }

    /// A token that is to be issued to the identity with that key, and may say more of it.
    pub(crate) fn grant(&self, id: i64, roles: impl IntoRoles) -> Grant<'_> {
        let roles = roles.into_roles().collect();
        Grant { tokens: self, id, roles, session: None, second_factor: false }
    }

    /// Finds out who bears a token.
    ///
    /// A role that this application does not know grants nothing: it is left out, and logged.
    ///
    /// # Errors
    ///
    /// [`AuthError`] if the token is malformed, changed, expired or not of this application.
    pub fn verify(&self, token: &str) -> Result<Actor, AuthError> {
        let verified = self.verified(token)?;
        // Whether its session has ended is not written in it.
        match verified.session() {
            Some(_) => Err(AuthError::Claims),
            None => Ok(verified.actor().clone()),
        }
    }

    /// Finds out what a token says.
    ///
    /// # Errors
    ///
    /// As [`Tokens::verify`].
    pub(crate) fn verified(&self, token: &str) -> Result<Arc<Verified>, AuthError> {
        // A clock before 1970 would make an expired token good again.
        let now = now().map_err(|_| AuthError::Expired)?;
        self.verified_at(token, now)
    }

    fn verified_at(&self, token: &str, now: u64) -> Result<Arc<Verified>, AuthError> {
        if token.len() > LONGEST {
            return Err(AuthError::Malformed);
        }
        let cache = &self.0.cache;
        let digest = Cache::digest(token);
        if let Some(known) = cache.get(&digest) {
            return match known.check(now) {
                Ok(()) => Ok(known),
                Err(error) => {
                    cache.remove(&digest);
                    Err(error)
                }
            };
        }
        let verified = Arc::new(self.decode(token)?);
        verified.check(now)?;
        cache.put(digest, Arc::clone(&verified));
        Ok(verified)
    }

    /// Checks everything but the time.
    fn decode(&self, token: &str) -> Result<Verified, AuthError> {
        let Signing { keys, terms, .. } = &*self.0;
        let key = keys.find(&Head::read(token)?)?;
        let decoded = jsonwebtoken::decode::<Said>(token, &key.decoding, &terms.demand(key));
        decoded.map_err(|error| refusal(error.kind()))?.claims.try_into()
    }
}

impl Terms {
    /// What a token that this key has signed must say.
    fn demand(&self, key: &Key) -> Validation {
        let mut validation = Validation::new(key.algorithm);
        // The time is looked at again each time a token is used: see `Verified::check`.
        validation.validate_exp = false;
        let mut required = vec!["exp", "sub"];
        if let Some(issuer) = &self.issuer {
            validation.set_issuer(&[issuer]);
            required.push("iss");
        }
        if let Some(audience) = &self.audience {
            validation.set_audience(&[audience]);
            required.push("aud");
        }
        validation.set_required_spec_claims(&required);
        validation
    }
}

/// A token that is to be issued.
pub(crate) struct Grant<'a> {
    tokens: &'a Tokens,
    id: i64,
    roles: Vec<&'static RoleSpec>,
    session: Option<&'a str>,
    second_factor: bool,
}

#[cfg(any(feature = "accounts", test))]
impl<'a> Grant<'a> {
    /// The session that the token belongs to.
    pub(crate) fn session(mut self, id: &'a str) -> Self {
        self.session = Some(id);
        self
    }

    /// That more than one proof was asked for.
    pub(crate) fn second_factor(mut self, given: bool) -> Self {
        self.second_factor = given;
        self
    }
}

impl Grant<'_> {
    /// Issues it.
    ///
    /// # Errors
    ///
    /// As [`Tokens::issue`].
    pub(crate) fn issue(self) -> Result<Token> {
        let now = now()?;
        self.issue_at(now)
    }

    fn issue_at(self, now: u64) -> Result<Token> {
        let Signing { keys, terms, .. } = &*self.tokens.0;
        let Some((key, encoding)) = keys.signing() else {
            return Err(Error::internal(
                "`auth.keys` has public keys only: no token can be signed",
            ));
        };
        let lifetime = terms.lifetime.as_secs();
        let claims = Claims {
            iss: terms.issuer.as_deref(),
            aud: terms.audience.as_deref(),
            sub: self.id.to_string(),
            roles: self.roles.iter().map(|role| role.token_name()).collect(),
            iat: now,
            exp: now.saturating_add(lifetime),
            sid: self.session,
            amr: means(self.second_factor),
        };
        let header = Header { kid: Some(key.id.clone()), ..Header::new(key.algorithm) };
        let text = jsonwebtoken::encode(&header, &claims, encoding)?;
        Ok(Token { text, scheme: self.tokens.scheme().name(), expires_in: lifetime })
    }
}

/// Seconds since 1970.
fn now() -> Result<u64> {
    Ok(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs())
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lifetime = &self.0.terms.lifetime;
        f.debug_struct("Tokens").field("lifetime", lifetime).finish_non_exhaustive()
    }
}

fn refusal(kind: &ErrorKind) -> AuthError {
    match kind {
        ErrorKind::InvalidSignature => AuthError::Signature,
        ErrorKind::InvalidAlgorithm
        | ErrorKind::InvalidAlgorithmName
        | ErrorKind::UnsupportedAlgorithm => AuthError::Algorithm,
        ErrorKind::MissingRequiredClaim(_)
        | ErrorKind::InvalidClaimFormat(_)
        | ErrorKind::InvalidIssuer
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
    /// The token, to be sent behind its scheme: `Authorization: Bearer <token>`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The word before the token: `Bearer`, unless the application says otherwise.
    #[must_use]
    pub fn scheme(&self) -> &'static str {
        self.scheme
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
            .describe("The token, to be sent as `Authorization: <token_type> <token>`.");
        let kind = Property::of::<String>(schemas).describe(
            "The word before the token: `Bearer`, unless the application has another one.",
        );
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
