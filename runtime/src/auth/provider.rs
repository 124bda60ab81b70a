//! The cryptography under bearer tokens, by ring: HMAC, Ed25519, ECDSA on P-256 and RSA, each with
//! SHA-256 or what Ed25519 has in its place.
//!
//! It knows four algorithms and refuses every other.

use jsonwebtoken::crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils};
use jsonwebtoken::errors::{Error as JwtError, ErrorKind, new_error};
use jsonwebtoken::{Algorithm, AlgorithmFamily, DecodingKey, EncodingKey};
use ring::hmac;
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, ED25519, EcdsaKeyPair,
    Ed25519KeyPair, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RsaKeyPair, UnparsedPublicKey,
    VerificationAlgorithm,
};
use signature::{Error, Signer, Verifier};

/// Makes ring the cryptography of `jsonwebtoken`, unless the application has chosen one before.
pub(super) fn install() {
    static PROVIDER: CryptoProvider = CryptoProvider {
        signer_factory: |algorithm, key| signer(*algorithm, key),
        verifier_factory: |algorithm, key| verifier(*algorithm, key),
        key_utils: KeyUtils::new_unimplemented(),
    };
    // A second installation fails, and is one of the same kind.
    let _ = PROVIDER.install_default();
}

fn signer(algorithm: Algorithm, key: &EncodingKey) -> Result<Box<dyn JwtSigner>, JwtError> {
    let bytes = key.as_bytes();
    let wrong = |_| new_error(ErrorKind::InvalidKeyFormat);
    let pair = match (algorithm, key.family()) {
        (Algorithm::HS256, AlgorithmFamily::Hmac) => {
            Pair::Hmac(hmac::Key::new(hmac::HMAC_SHA256, bytes))
        }
        (Algorithm::EdDSA, AlgorithmFamily::Ed) => {
            Pair::Ed25519(Ed25519KeyPair::from_pkcs8_maybe_unchecked(bytes).map_err(wrong)?)
        }
        (Algorithm::ES256, AlgorithmFamily::Ec) => {
            let algorithm = &ECDSA_P256_SHA256_FIXED_SIGNING;
            let pair = EcdsaKeyPair::from_pkcs8(algorithm, bytes, &SystemRandom::new());
            Pair::P256(pair.map_err(wrong)?)
        }
        (Algorithm::RS256, AlgorithmFamily::Rsa) => {
            Pair::Rsa(Box::new(RsaKeyPair::from_der(bytes).map_err(wrong)?))
        }
        _ => return Err(new_error(ErrorKind::UnsupportedAlgorithm)),
    };
    Ok(Box::new(Signing { algorithm, pair }))
}

struct Signing {
    algorithm: Algorithm,
    pair: Pair,
}

enum Pair {
    Hmac(hmac::Key),
    Ed25519(Ed25519KeyPair),
    P256(EcdsaKeyPair),
    Rsa(Box<RsaKeyPair>),
}

impl Signer<Vec<u8>> for Signing {
    fn try_sign(&self, message: &[u8]) -> Result<Vec<u8>, Error> {
        let random = SystemRandom::new();
        match &self.pair {
            Pair::Hmac(key) => Ok(hmac::sign(key, message).as_ref().to_vec()),
            Pair::Ed25519(pair) => Ok(pair.sign(message).as_ref().to_vec()),
            Pair::P256(pair) => {
                let signature = pair.sign(&random, message).map_err(|_| Error::new())?;
                Ok(signature.as_ref().to_vec())
            }
            Pair::Rsa(pair) => {
                let mut signature = vec![0; pair.public().modulus_len()];
                let signed = pair.sign(&RSA_PKCS1_SHA256, &random, message, &mut signature);
                signed.map(|()| signature).map_err(|_| Error::new())
            }
        }
    }
}

impl JwtSigner for Signing {
    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }
}

fn verifier(algorithm: Algorithm, key: &DecodingKey) -> Result<Box<dyn JwtVerifier>, JwtError> {
    let bytes = key.try_get_as_bytes()?;
    let public = |verification: &'static dyn VerificationAlgorithm| {
        Check::Public(UnparsedPublicKey::new(verification, bytes.to_vec()))
    };
    let check = match (algorithm, key.family()) {
        (Algorithm::HS256, AlgorithmFamily::Hmac) => {
            Check::Hmac(hmac::Key::new(hmac::HMAC_SHA256, bytes))
        }
        (Algorithm::EdDSA, AlgorithmFamily::Ed) => public(&ED25519),
        (Algorithm::ES256, AlgorithmFamily::Ec) => public(&ECDSA_P256_SHA256_FIXED),
        (Algorithm::RS256, AlgorithmFamily::Rsa) => public(&RSA_PKCS1_2048_8192_SHA256),
        _ => return Err(new_error(ErrorKind::UnsupportedAlgorithm)),
    };
    Ok(Box::new(Verifying { algorithm, check }))
}

struct Verifying {
    algorithm: Algorithm,
    check: Check,
}

enum Check {
    Hmac(hmac::Key),
    Public(UnparsedPublicKey<Vec<u8>>),
}

impl Verifier<Vec<u8>> for Verifying {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> Result<(), Error> {
        let checked = match &self.check {
            Check::Hmac(key) => hmac::verify(key, message, signature),
            Check::Public(key) => key.verify(message, signature),
        };
        checked.map_err(|_| Error::new())
    }
}

impl JwtVerifier for Verifying {
    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }
}
