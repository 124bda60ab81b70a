//! What keys are called, and which of them a token finds.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::*;

fn bytes(text: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text).unwrap_or_default()
}

#[test]
fn a_thumbprint_is_that_of_the_standards() {
    // RFC 7638 §3.1
    let modulus = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECP\
        ebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8\
        KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw\
        0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
    let rsa = Public::Rsa { modulus: bytes(modulus), exponent: bytes("AQAB"), der: Vec::new() };
    assert_eq!(rsa.thumbprint(), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    // RFC 8037, appendix A.3
    let ed25519 = Public::Ed25519(bytes("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"));
    assert_eq!(ed25519.thumbprint(), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
}

#[test]
fn a_secret_has_a_name_that_is_its_own_and_tells_nothing() {
    let names = ["one", "other"].map(|secret| jwk::name_of(secret.as_bytes()));
    assert_ne!(names[0], names[1]);
    assert_eq!(names[0], jwk::name_of(b"one"));
    let hash = ring::digest::digest(&ring::digest::SHA256, b"one");
    assert!(!URL_SAFE_NO_PAD.encode(hash).starts_with(&names[0]), "nobody looks it up");
}

/// Keys of these algorithms, whose ids are their places.
fn keys(algorithms: &[Algorithm]) -> Keys {
    let key = |(place, algorithm): (usize, &Algorithm)| Key {
        id: place.to_string(),
        algorithm: *algorithm,
        ..Key::hmac(&[])
    };
    Keys(algorithms.iter().enumerate().map(key).collect())
}

#[test]
fn a_key_is_found_by_its_id_and_fits_its_algorithm_only() {
    let keys = keys(&[Algorithm::EdDSA, Algorithm::HS256, Algorithm::RS256]);
    let found = |algorithm: &str, id: &str| {
        let head = Head { algorithm: algorithm.to_owned(), id: Some(id.to_owned()) };
        keys.find(&head).map(|key| key.id.clone())
    };
    assert_eq!(found("EdDSA", "0"), Ok("0".to_owned()));
    assert_eq!(found("HS256", "1"), Ok("1".to_owned()));
    assert_eq!(found("HS256", "2"), Err(AuthError::Algorithm));
    assert_eq!(found("none", "2"), Err(AuthError::Algorithm));
    assert_eq!(found("EdDSA", "3"), Err(AuthError::Key));
    assert_eq!(found("EdDSA", ""), Err(AuthError::Key));
}

#[test]
fn without_an_id_the_only_key_that_fits_is_found() {
    let keys = keys(&[Algorithm::EdDSA, Algorithm::HS256, Algorithm::EdDSA]);
    let found = |algorithm: &str| {
        let head = Head { algorithm: algorithm.to_owned(), id: None };
        keys.find(&head).map(|key| key.id.clone())
    };
    assert_eq!(found("HS256"), Ok("1".to_owned()));
    assert_eq!(found("EdDSA"), Err(AuthError::Key));
    assert_eq!(found("RS256"), Err(AuthError::Algorithm));
}

#[test]
fn a_public_key_is_never_taken_for_a_secret() {
    let stripped = "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
    for text in [
        stripped,
        &format!("{}\n{}", &stripped[..30], &stripped[30..]),
        stripped.trim_end_matches('='),
        r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#,
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE",
        "---- BEGIN SSH2 PUBLIC KEY ----",
    ] {
        let rule = Material::read(text).err().unwrap_or_default();
        assert!(rule.contains("is a key without its PEM lines"), "{text}: {rule}");
    }
    assert!(matches!(
        Material::read("a sentence of a person, which is long"),
        Ok(Material::Secret(_))
    ));
}
