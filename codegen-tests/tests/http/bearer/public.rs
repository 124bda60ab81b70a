//! The public keys, for those who verify tokens elsewhere.

use ring::rsa::PublicKeyComponents;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ED25519 as ED25519_VERIFIES, RSA_PKCS1_2048_8192_SHA256,
    UnparsedPublicKey, VerificationAlgorithm,
};
use serde_json::{Value, json};

use super::*;

const PATH: &str = "/.well-known/jwks.json";

fn bytes(key: &Value, name: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(key[name].as_str().unwrap()).unwrap()
}

/// Whether a token is signed with a public key out of the set.
fn verifies(key: &Value, token: &str) -> bool {
    let (message, signature) = token.rsplit_once('.').unwrap();
    let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
    let check = |algorithm: &'static dyn VerificationAlgorithm, key: Vec<u8>| {
        UnparsedPublicKey::new(algorithm, key).verify(message.as_bytes(), &signature).is_ok()
    };
    match key["alg"].as_str().unwrap() {
        "EdDSA" => check(&ED25519_VERIFIES, bytes(key, "x")),
        "ES256" => {
            let point = [vec![4], bytes(key, "x"), bytes(key, "y")].concat();
            check(&ECDSA_P256_SHA256_FIXED, point)
        }
        "RS256" => {
            let key = PublicKeyComponents { n: bytes(key, "n"), e: bytes(key, "e") };
            key.verify(&RSA_PKCS1_2048_8192_SHA256, message.as_bytes(), &signature).is_ok()
        }
        other => panic!("{other}"),
    }
}

#[test]
fn what_is_shown_verifies_what_is_issued() {
    for keys in [
        "ed=env:ED25519,env:P256,env:RSA,env:HMAC",
        "env:P256,env:RSA,env:HMAC,ed=env:ED25519",
        "env:RSA,env:HMAC,ed=env:ED25519,env:P256",
    ] {
        let server = with_keys(keys);
        let answer = server.get(PATH);
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("content-type"), Some("application/jwk-set+json"));
        assert_eq!(answer.header("cache-control"), Some("public, max-age=300"));
        let shown = answer.json();
        let shown = shown["keys"].as_array().unwrap();
        assert_eq!(shown.len(), 3, "a secret is not shown: {}", answer.text());
        assert!(!answer.text().contains(SECRET));
        let token = issued(&server);
        for key in shown {
            assert_eq!(key["use"], json!("sig"));
            let is_signer = key["kid"].as_str() == Some(&said(&token, "kid"));
            assert_eq!(verifies(key, &token), is_signer, "{key}");
            for private in ["d", "p", "q", "dp", "dq", "qi", "k"] {
                assert!(key[private].is_null(), "{key}");
            }
        }
        assert!(shown.iter().any(|key| key["kid"] == "ed"));
    }
}

#[test]
fn without_public_keys_nothing_is_shown() {
    let secret = start(&[("ORDAIN_AUTH__SECRET", SECRET)]).unwrap();
    for server in [secret, with_keys("env:HMAC")] {
        assert_problem(&server.get(PATH), 404, "not_found");
    }
    let document = with_keys("env:RSA").get("/openapi.json");
    assert_eq!(document.status, 200);
    assert!(!document.text().contains("jwks"));
}
