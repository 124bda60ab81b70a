//! Public keys as JSON (RFC 7517), for those who verify tokens elsewhere, and the names that follow from them.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::digest::{SHA256, digest};
use ring::hmac;
use serde_json::{Value, json};

use super::material::Public;

impl Public {
    /// The JSON Web Key of that id.
    pub(super) fn jwk(&self, id: &str, algorithm: &str) -> Value {
        let mut key = self.members();
        for (name, value) in [("kid", id), ("alg", algorithm), ("use", "sig")] {
            key[name] = value.into();
        }
        key
    }

    /// The thumbprint of RFC 7638: the hash of the members that make the key, in the order of their names.
    pub(super) fn thumbprint(&self) -> String {
        let members = self.members();
        let mut names: Vec<&String> =
            members.as_object().into_iter().flat_map(|map| map.keys()).collect();
        names.sort();
        let text: Vec<String> =
            names.into_iter().map(|name| format!("\"{name}\":{}", members[name])).collect();
        let text = format!("{{{}}}", text.join(","));
        URL_SAFE_NO_PAD.encode(digest(&SHA256, text.as_bytes()))
    }

    fn members(&self) -> Value {
        let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        match self {
            Self::Ed25519(key) => json!({ "kty": "OKP", "crv": "Ed25519", "x": text(key) }),
            Self::P256(point) => {
                let (x, y) = point[1..].split_at(32);
                json!({ "kty": "EC", "crv": "P-256", "x": text(x), "y": text(y) })
            }
            Self::Rsa { modulus, exponent, .. } => {
                json!({ "kty": "RSA", "n": text(modulus), "e": text(exponent) })
            }
        }
    }
}

/// The name of a secret: what only those can compute who know it, shortened.
pub(super) fn name_of(secret: &[u8]) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
    let tag = hmac::sign(&key, b"the id of a key of bearer tokens");
    URL_SAFE_NO_PAD.encode(&tag.as_ref()[..12])
}
