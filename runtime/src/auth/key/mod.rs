//! The keys of bearer tokens: one signs, all verify.
//!
//! A key has one algorithm, its own: what a token says of its algorithm is held against the key and
//! never chooses anything.

mod jwk;
mod material;
#[cfg(test)]
mod tests;

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};

use super::error::AuthError;
use super::head::Head;
use crate::config::KeySource;
use crate::error::{Error, Result};
use material::{Material, Public};

/// A key under its id.
pub(super) struct Key {
    pub(super) id: String,
    pub(super) algorithm: Algorithm,
    pub(super) decoding: DecodingKey,
    /// None for a public key alone.
    pub(super) encoding: Option<EncodingKey>,
    public: Option<Public>,
}

impl Key {
    /// A key out of a text; what is wrong with it is told as the rest of a sentence.
    ///
    /// With it comes the id that it has if nobody gives it one.
    fn read(text: &SecretString, id: Option<&str>) -> Result<(String, Self), String> {
        let (name, mut key) = match Material::read(text.expose_secret())? {
            Material::Secret(secret) => (jwk::name_of(&secret), Self::hmac(&secret)),
            Material::Asymmetric { public, private } => {
                (public.thumbprint(), Self::asymmetric(public, private.as_deref()))
            }
        };
        id.unwrap_or(&name).clone_into(&mut key.id);
        Ok((name, key))
    }

    /// A key out of a secret, which is not looked at.
    pub(super) fn hmac(secret: &[u8]) -> Self {
        Self {
            id: jwk::name_of(secret),
            algorithm: Algorithm::HS256,
            decoding: DecodingKey::from_secret(secret),
            encoding: Some(EncodingKey::from_secret(secret)),
            public: None,
        }
    }

    fn asymmetric(public: Public, private: Option<&[u8]>) -> Self {
        let (algorithm, decoding, encoding): (_, _, fn(&[u8]) -> EncodingKey) = match &public {
            Public::Ed25519(key) => {
                (Algorithm::EdDSA, DecodingKey::from_ed_der(key), EncodingKey::from_ed_der)
            }
            Public::P256(point) => {
                (Algorithm::ES256, DecodingKey::from_ec_der(point), EncodingKey::from_ec_der)
            }
            Public::Rsa { der, .. } => {
                (Algorithm::RS256, DecodingKey::from_rsa_der(der), EncodingKey::from_rsa_der)
            }
        };
        Self {
            id: String::new(),
            algorithm,
            decoding,
            encoding: private.map(encoding),
            public: Some(public),
        }
    }

    /// The algorithm as tokens name it.
    pub(super) fn algorithm_name(&self) -> &'static str {
        match self.algorithm {
            Algorithm::EdDSA => "EdDSA",
            Algorithm::ES256 => "ES256",
            Algorithm::RS256 => "RS256",
            // No key is of any other.
            _ => "HS256",
        }
    }
}

/// All keys; the first signs, if it can.
pub(super) struct Keys(Vec<Key>);

impl Keys {
    /// What nobody else knows of the keys, the one that signs first.
    #[cfg(feature = "accounts")]
    pub(super) fn secrets(&self) -> impl Iterator<Item = &[u8]> {
        self.0.iter().filter_map(|key| key.encoding.as_ref()).map(EncodingKey::as_bytes)
    }

    /// One key that signs and verifies.
    pub(super) fn one(key: Key) -> Self {
        Self(vec![key])
    }

    /// The keys of a configuration, and after them a secret that verifies and signs only alone.
    ///
    /// # Errors
    ///
    /// 500 with everything that is wrong with them, each with its place.
    pub(super) fn read(sources: &[KeySource], secret: Option<&SecretString>) -> Result<Self> {
        let mut reading = Reading::default();
        for source in sources {
            let place = format!("the key of {source}");
            reading.read(place, source.text(), source.id());
            warn_of_readers(source);
        }
        let is_first_public =
            reading.keys.first().is_some_and(|named| named.key.encoding.is_none());
        if is_first_public && reading.keys.iter().any(|named| named.key.encoding.is_some()) {
            let place = &reading.keys[0].place;
            reading.faults.push(format!("{place} is public, and the first of the keys signs"));
        }
        let is_listed = |secret: &SecretString| {
            sources.iter().any(|key| key.text().expose_secret() == secret.expose_secret())
        };
        if let Some(secret) = secret.filter(|secret| !is_listed(secret)) {
            reading.read("`auth.secret`".to_owned(), secret, None);
        }
        reading.finish()
    }

    /// The key that signs.
    pub(super) fn signing(&self) -> Option<(&Key, &EncodingKey)> {
        let first = self.0.first()?;
        Some((first, first.encoding.as_ref()?))
    }

    /// The key that a token says it is signed with, if that fits.
    ///
    /// # Errors
    ///
    /// [`AuthError::Key`] for an id that no key has, or none where several keys fit;
    /// [`AuthError::Algorithm`] for another algorithm than that of the key.
    pub(super) fn find(&self, head: &Head) -> Result<&Key, AuthError> {
        let fits = |key: &&Key| key.algorithm_name() == head.algorithm;
        let Some(id) = &head.id else {
            let mut fitting = self.0.iter().filter(fits);
            return match (fitting.next(), fitting.next()) {
                (Some(key), None) => Ok(key),
                (None, _) => Err(AuthError::Algorithm),
                (Some(_), Some(_)) => Err(AuthError::Key),
            };
        };
        let key = self.0.iter().find(|key| key.id == *id).ok_or(AuthError::Key)?;
        Some(key).filter(fits).ok_or(AuthError::Algorithm)
    }

    /// The public keys as a JSON Web Key Set, if there are any.
    pub(super) fn public(&self) -> Option<Value> {
        let keys = self
            .0
            .iter()
            .filter_map(|key| Some(key.public.as_ref()?.jwk(&key.id, key.algorithm_name())));
        let keys: Vec<Value> = keys.collect();
        (!keys.is_empty()).then(|| json!({ "keys": keys }))
    }
}

/// Keys that are being read, with everything that is wrong with them.
#[derive(Default)]
struct Reading {
    keys: Vec<Named>,
    faults: Vec<String>,
}

struct Named {
    key: Key,
    /// What its id is if nobody gives it one: the same for the same key.
    name: String,
    place: String,
}

impl Reading {
    fn read(&mut self, place: String, text: &SecretString, id: Option<&str>) {
        match Key::read(text, id) {
            Ok((name, key)) => self.add(Named { key, name, place }),
            Err(rule) => self.faults.push(format!("{place} {rule}")),
        }
    }

    fn add(&mut self, new: Named) {
        for known in &self.keys {
            let (one, other) = (&known.place, &new.place);
            if known.name == new.name {
                self.faults.push(format!("{one} and {other} are the same"));
            } else if known.key.id == new.key.id {
                self.faults.push(format!("{one} and {other} have the same id `{}`", new.key.id));
            }
        }
        self.keys.push(new);
    }

    fn finish(self) -> Result<Keys> {
        if self.faults.is_empty() {
            return Ok(Keys(self.keys.into_iter().map(|named| named.key).collect()));
        }
        let faults: Vec<String> = self.faults.iter().map(|fault| format!("\n- {fault}")).collect();
        Err(Error::internal(format!("`auth.keys` cannot be used:{}", faults.concat())))
    }
}

/// Tells of a key that every user of the machine can read.
fn warn_of_readers(source: &KeySource) {
    #[cfg(unix)]
    if let Some(path) = source.file() {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(path).map(|metadata| metadata.permissions().mode());
        let is_public = source.text().expose_secret().contains("-----BEGIN PUBLIC KEY-----");
        if !is_public && mode.is_ok_and(|mode| mode & 0o004 != 0) {
            tracing::warn!(
                file = %path.display(),
                "every user of this machine can read a key of `auth.keys`: `chmod 600` its file"
            );
        }
    }
    #[cfg(not(unix))]
    let _ = source;
}
