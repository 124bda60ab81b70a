//! The cryptography under bearer tokens: HMAC with SHA-256, by ring.
//!
//! It knows one algorithm and refuses every other.

use jsonwebtoken::crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils};
use jsonwebtoken::errors::{Error as JwtError, ErrorKind, new_error};
use jsonwebtoken::{Algorithm, AlgorithmFamily};
use ring::hmac;
use signature::{Error, Signer, Verifier};

/// Makes ring the cryptography of `jsonwebtoken`, unless the application has chosen one before.
pub(super) fn install() {
    static PROVIDER: CryptoProvider = CryptoProvider {
        signer_factory: |algorithm, key| match key.family() {
            AlgorithmFamily::Hmac => Ok(Box::new(Hs256::of(*algorithm, key.as_bytes())?)),
            _ => Err(new_error(ErrorKind::InvalidKeyFormat)),
        },
        verifier_factory: |algorithm, key| match key.family() {
            AlgorithmFamily::Hmac => Ok(Box::new(Hs256::of(*algorithm, key.try_get_as_bytes()?)?)),
            _ => Err(new_error(ErrorKind::InvalidKeyFormat)),
        },
        key_utils: KeyUtils::new_unimplemented(),
    };
    // A second installation fails, and is one of the same kind.
    let _ = PROVIDER.install_default();
}

struct Hs256(hmac::Key);

impl Hs256 {
    fn of(algorithm: Algorithm, secret: &[u8]) -> Result<Self, JwtError> {
        match algorithm {
            Algorithm::HS256 => Ok(Self(hmac::Key::new(hmac::HMAC_SHA256, secret))),
            _ => Err(new_error(ErrorKind::UnsupportedAlgorithm)),
        }
    }
}

impl Signer<Vec<u8>> for Hs256 {
    fn try_sign(&self, message: &[u8]) -> Result<Vec<u8>, Error> {
        Ok(hmac::sign(&self.0, message).as_ref().to_vec())
    }
}

impl Verifier<Vec<u8>> for Hs256 {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> Result<(), Error> {
        hmac::verify(&self.0, message, signature).map_err(|_| Error::new())
    }
}

impl JwtSigner for Hs256 {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS256
    }
}

impl JwtVerifier for Hs256 {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS256
    }
}
