//! What a key is made of: a secret, or a key pair or its public half out of a PEM text.
//!
//! The algorithm follows from the key itself. What is wrong is told without any part of the key.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use pkcs8::der::Decode;
use pkcs8::der::asn1::{AnyRef, UintRef};
use pkcs8::{
    AlgorithmIdentifierRef, ObjectIdentifier, PrivateKeyInfoRef, SecretDocument,
    SubjectPublicKeyInfoRef,
};
use ring::error::KeyRejected;
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair, RsaKeyPair,
};

use crate::config::weakness;

const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const ELLIPTIC_CURVE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const P256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");

/// Shorter ones are broken by those who can afford it.
const LEAST_BITS: usize = 2048;

/// A point that is not compressed: a mark and two coordinates.
const POINT: usize = 65;

/// A key as the cryptography takes it.
pub(super) enum Material {
    /// The secret of an HMAC.
    Secret(Vec<u8>),
    /// What verifies, and what signs if that is known.
    Asymmetric { public: Public, private: Option<Vec<u8>> },
}

/// The half of a key that everybody may know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Public {
    /// 32 bytes.
    Ed25519(Vec<u8>),
    /// A point on the curve, not compressed.
    P256(Vec<u8>),
    /// The modulus, the exponent, and both in DER.
    Rsa { modulus: Vec<u8>, exponent: Vec<u8>, der: Vec<u8> },
}

impl Material {
    /// Reads the text of a key; what is wrong is told as the rest of a sentence.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        if text.contains("-----BEGIN ") {
            return pem(text);
        }
        // A public key that was taken for a secret would be a secret that everybody knows.
        if is_asymmetric(text) {
            return Err("is a key without its PEM lines (`-----BEGIN …`), and no secret".to_owned());
        }
        match weakness(text) {
            Some(weakness) => Err(weakness.to_owned()),
            None => Ok(Self::Secret(text.as_bytes().to_vec())),
        }
    }
}

/// Whether a text without PEM lines is one half of a key pair, or both.
fn is_asymmetric(text: &str) -> bool {
    if text.starts_with(['{', '-']) || text.starts_with("ssh-") {
        return true;
    }
    let text: String = text.split_whitespace().collect();
    let bytes = STANDARD.decode(&text).or_else(|_| STANDARD_NO_PAD.decode(&text));
    // Random bytes are no DER that fills them exactly.
    bytes.is_ok_and(|bytes| AnyRef::from_der(&bytes).is_ok())
}

fn pem(text: &str) -> Result<Material, String> {
    // One line of an environment often stands for several.
    let text = if text.contains('\n') { text.to_owned() } else { text.replace("\\n", "\n") };
    let broken = "is no PEM text that can be read";
    let (label, document) = SecretDocument::from_pem(&text).map_err(|_| broken)?;
    match label {
        "PRIVATE KEY" => private(document.as_bytes()),
        "PUBLIC KEY" => public(document.as_bytes()),
        "ENCRYPTED PRIVATE KEY" => Err("is encrypted: write it without a password, by \
             `openssl pkcs8 -topk8 -nocrypt`"
            .to_owned()),
        "RSA PRIVATE KEY" | "EC PRIVATE KEY" => Err(format!(
            "is a `{label}`, and not in PKCS#8: turn it into one by `openssl pkcs8 -topk8 -nocrypt`"
        )),
        _ => Err(format!("is a `{label}`, and neither a `PRIVATE KEY` nor a `PUBLIC KEY`")),
    }
}

fn private(der: &[u8]) -> Result<Material, String> {
    let broken = |error: KeyRejected| format!("is no private key that can be used: {error}");
    let key = PrivateKeyInfoRef::from_der(der).map_err(|_| "is no PKCS#8")?;
    let (public, private) = match kind(&key.algorithm)? {
        Kind::Ed25519 => {
            let pair = Ed25519KeyPair::from_pkcs8_maybe_unchecked(der).map_err(broken)?;
            (Public::Ed25519(pair.public_key().as_ref().to_vec()), der)
        }
        Kind::P256 => {
            let algorithm = &ECDSA_P256_SHA256_FIXED_SIGNING;
            let pair = EcdsaKeyPair::from_pkcs8(algorithm, der, &SystemRandom::new());
            (Public::P256(pair.map_err(broken)?.public_key().as_ref().to_vec()), der)
        }
        Kind::Rsa => {
            let inner = key.private_key.as_bytes();
            let pair =
                RsaKeyPair::from_der(inner).map_err(|error| match error.to_string().as_str() {
                    "TooSmall" => too_small(),
                    "TooLarge" => "is an RSA key of more than 4096 bits".to_owned(),
                    _ => broken(error),
                })?;
            (rsa(pair.public_key().as_ref())?, inner)
        }
    };
    Ok(Material::Asymmetric { public, private: Some(private.to_vec()) })
}

fn public(der: &[u8]) -> Result<Material, String> {
    let broken = "is no public key that can be used";
    let key = SubjectPublicKeyInfoRef::from_der(der).map_err(|_| broken)?;
    let bytes = key.subject_public_key.as_bytes().ok_or(broken)?;
    let public = match kind(&key.algorithm)? {
        Kind::Ed25519 if bytes.len() == 32 => Public::Ed25519(bytes.to_vec()),
        Kind::P256 if bytes.len() == POINT && bytes[0] == 4 => Public::P256(bytes.to_vec()),
        Kind::Rsa => rsa(bytes)?,
        Kind::Ed25519 | Kind::P256 => return Err(broken.to_owned()),
    };
    Ok(Material::Asymmetric { public, private: None })
}

enum Kind {
    Ed25519,
    P256,
    Rsa,
}

fn kind(algorithm: &AlgorithmIdentifierRef<'_>) -> Result<Kind, String> {
    match algorithm.oid {
        ED25519 => Ok(Kind::Ed25519),
        RSA => Ok(Kind::Rsa),
        ELLIPTIC_CURVE if algorithm.parameters_oid().is_ok_and(|curve| curve == P256) => {
            Ok(Kind::P256)
        }
        ELLIPTIC_CURVE => Err("is on another curve than P-256 (`prime256v1`)".to_owned()),
        _ => Err("is neither an Ed25519 nor a P-256 nor an RSA key".to_owned()),
    }
}

/// The two numbers of a public RSA key, out of a `RSAPublicKey`.
fn rsa(der: &[u8]) -> Result<Public, String> {
    let numbers = AnyRef::from_der(der).and_then(|key| {
        key.sequence(|reader: &mut _| {
            Ok::<_, pkcs8::der::Error>((UintRef::decode(reader)?, UintRef::decode(reader)?))
        })
    });
    let (modulus, exponent) = numbers.map_err(|_| "is no RSA key that can be used")?;
    let bytes = modulus.as_bytes();
    let zeros = bytes.first().map_or(0, |first| first.leading_zeros() as usize);
    if bytes.len() * 8 - zeros < LEAST_BITS {
        return Err(too_small());
    }
    let [modulus, exponent] = [modulus, exponent].map(|number| number.as_bytes().to_vec());
    Ok(Public::Rsa { modulus, exponent, der: der.to_vec() })
}

fn too_small() -> String {
    "is an RSA key of less than 2048 bits".to_owned()
}
