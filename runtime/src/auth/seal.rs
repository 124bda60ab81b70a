//! Keys that are made of the application's secret: what is signed or closed with them, only this application
//! makes and reads.
//!
//! The secret itself signs nothing here, so that one purpose tells nothing of another.

use std::fmt;
use std::sync::Arc;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hkdf::{HKDF_SHA256, Salt};
use ring::hmac;
use ring::rand::{SecureRandom, SystemRandom};

use crate::error::{Error, Result};

/// The number of bytes of a signature.
pub(super) const SIGNATURE: usize = 32;

/// Signs and closes with the first of some secrets, and reads what any of them signed or closed: that is how
/// a secret is changed and nobody is signed out.
#[derive(Clone)]
pub struct Seal(Arc<[Keys]>);

struct Keys {
    signing: hmac::Key,
    closing: LessSafeKey,
}

impl Seal {
    /// A seal of these secrets, the one to be used first.
    ///
    /// # Errors
    /// 500 if there is none, or no key can be made of one.
    pub fn of<S: AsRef<[u8]>>(secrets: &[S]) -> Result<Self> {
        if secrets.is_empty() {
            return Err(Error::internal("there is no secret to make keys of"));
        }
        let keys: Option<Arc<[Keys]>> =
            secrets.iter().map(|secret| Keys::of(secret.as_ref())).collect();
        keys.map(Self).ok_or_else(|| Error::internal("no key can be made of the secret"))
    }

    /// Signs a message for a purpose.
    pub(super) fn sign(&self, purpose: &str, message: &[u8]) -> [u8; SIGNATURE] {
        let mut signature = [0; SIGNATURE];
        if let Some(keys) = self.0.first() {
            signature.copy_from_slice(keys.sign(purpose, message).as_ref());
        }
        signature
    }

    /// Whether the message was signed for the purpose. It takes as long for a wrong signature as for another.
    pub(super) fn is_signed(&self, purpose: &str, message: &[u8], signature: &[u8]) -> bool {
        let message = told_apart(purpose, message);
        self.0.iter().any(|keys| hmac::verify(&keys.signing, &message, signature).is_ok())
    }

    /// Closes a text (AES-256-GCM): nobody can read it or put it elsewhere, since it is bound to `place`.
    ///
    /// # Errors
    /// 500 if there is no randomness.
    pub(super) fn close(&self, place: &str, text: &str) -> Result<String> {
        let failed = || Error::internal("a text cannot be encrypted");
        let keys = self.0.first().ok_or_else(failed)?;
        let nonce: [u8; NONCE_LEN] = random()?;
        let mut bytes = text.as_bytes().to_vec();
        let aad = Aad::from(place.as_bytes());
        keys.closing
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), aad, &mut bytes)
            .map_err(|_| failed())?;
        Ok(BASE64.encode([&nonce[..], &bytes].concat()))
    }

    /// The text that was closed for the place; `None` if it was not, or not by one of these secrets.
    pub(super) fn open(&self, place: &str, closed: &str) -> Option<String> {
        let closed = BASE64.decode(closed).ok()?;
        let (nonce, bytes) = closed.split_first_chunk::<NONCE_LEN>()?;
        self.0.iter().find_map(|keys| {
            let mut bytes = bytes.to_vec();
            let nonce = Nonce::assume_unique_for_key(*nonce);
            let opened = keys.closing.open_in_place(nonce, Aad::from(place.as_bytes()), &mut bytes);
            String::from_utf8(opened.ok()?.to_vec()).ok()
        })
    }
}

impl Keys {
    fn of(secret: &[u8]) -> Option<Self> {
        let source = Salt::new(HKDF_SHA256, b"ordain").extract(secret);
        let mut signing = [0; 32];
        source.expand(&[b"sign"], HKDF_SHA256).ok()?.fill(&mut signing).ok()?;
        let mut closing = [0; 32];
        source.expand(&[b"close"], HKDF_SHA256).ok()?.fill(&mut closing).ok()?;
        Some(Self {
            signing: hmac::Key::new(hmac::HMAC_SHA256, &signing),
            closing: LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &closing).ok()?),
        })
    }

    fn sign(&self, purpose: &str, message: &[u8]) -> hmac::Tag {
        hmac::sign(&self.signing, &told_apart(purpose, message))
    }
}

/// A message that is none of another purpose.
fn told_apart(purpose: &str, message: &[u8]) -> Vec<u8> {
    [purpose.as_bytes(), b"\0", message].concat()
}

/// Bytes that nobody can guess.
///
/// # Errors
/// 500 if there is no randomness.
pub(super) fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    match SystemRandom::new().fill(&mut bytes) {
        Ok(()) => Ok(bytes),
        Err(_) => Err(Error::internal("this machine has no randomness")),
    }
}

impl fmt::Debug for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seal(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "an old secret that is long enough";
    const NEW: &str = "a new secret that is long enough, too";

    fn seal(secrets: &[&str]) -> Seal {
        Seal::of(secrets).expect("keys")
    }

    #[test]
    fn a_signature_is_for_its_purpose_and_its_message() {
        let seal = seal(&[NEW]);
        let signature = seal.sign("cookie", b"message");
        assert!(seal.is_signed("cookie", b"message", &signature));
        assert!(!seal.is_signed("refresh", b"message", &signature));
        assert!(!seal.is_signed("cookie", b"massage", &signature));
        assert!(!seal.is_signed("cookie", b"message", &signature[1..]));
    }

    #[test]
    fn what_an_old_secret_closed_and_signed_is_read_with_a_new_one_before_it() {
        let (old, both, new) = (seal(&[OLD]), seal(&[NEW, OLD]), seal(&[NEW]));
        let closed = old.close("row 1", "text").expect("randomness");
        assert_eq!(both.open("row 1", &closed).as_deref(), Some("text"));
        assert_eq!(new.open("row 1", &closed), None);
        assert!(both.is_signed("cookie", b"m", &old.sign("cookie", b"m")));
        assert!(!new.is_signed("cookie", b"m", &old.sign("cookie", b"m")));
        assert!(new.is_signed("cookie", b"m", &both.sign("cookie", b"m")), "the first one signs");
    }

    #[test]
    fn a_closed_text_is_bound_to_its_place_and_cannot_be_read_or_changed() {
        let seal = seal(&[NEW]);
        let closed = seal.close("row 1", "192.0.2.7").expect("randomness");
        assert!(!closed.contains("192"));
        assert_eq!(seal.open("row 2", &closed), None);
        let changed: String = closed.chars().rev().collect();
        assert_eq!(seal.open("row 1", &changed), None);
        for rubbish in ["", "a", "not base64!", "AAAA"] {
            assert_eq!(seal.open("row 1", rubbish), None);
        }
    }

    #[test]
    fn without_a_secret_there_is_no_seal() {
        assert!(Seal::of::<&str>(&[]).is_err());
    }
}
