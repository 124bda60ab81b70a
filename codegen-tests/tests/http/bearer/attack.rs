//! Tokens that somebody made who has no key: each is refused, and says why.

use std::sync::LazyLock;

use codegen_tests::server::Server;

use super::*;

/// A server with a key of every kind, named after its kind.
static SERVER: LazyLock<Server> =
    LazyLock::new(|| with_keys("ed=env:ED25519,ec=env:P256,rsa=env:RSA,hs=env:HMAC"));

const KINDS: [(&str, &str, Signer); 4] = [
    ("ed", "EdDSA", Signer::Ed25519),
    ("ec", "ES256", Signer::P256),
    ("rsa", "RS256", Signer::Rsa),
    ("hs", "HS256", Signer::Hmac(SECRET)),
];

const KEY: &str = "the bearer token is signed with a key that is not known";
const ALGORITHM: &str = "the algorithm of the bearer token is not that of its key";
const SIGNATURE: &str = "the signature of the bearer token is wrong";
const HEADER: &str = "the head of the bearer token says what is not accepted";
const MALFORMED: &str = "the bearer token is malformed";

#[track_caller]
fn refused(token: &str, why: &str) {
    assert_refused(&SERVER, token, why);
}

#[test]
fn what_is_signed_as_its_key_signs_is_accepted() {
    for (key, algorithm, signer) in KINDS {
        assert_accepted(&SERVER, &token(&head(algorithm, key), signer));
        let without_id = format!(r#"{{"alg":"{algorithm}"}}"#);
        assert_accepted(&SERVER, &token(&without_id, signer));
    }
}

#[test]
fn a_token_without_signature_is_refused() {
    for (key, _, signer) in KINDS {
        for none in ["none", "None", "NONE", ""] {
            let unsigned = format!("{}.{}.", base64(head(none, key)), base64(CLAIMS));
            refused(&unsigned, ALGORITHM);
            refused(&token(&head(none, key), signer), ALGORITHM);
        }
    }
    refused(&format!("{}.{}.", base64(r#"{"alg":"none"}"#), base64(CLAIMS)), ALGORITHM);
    for (key, algorithm, _) in KINDS {
        let empty = format!("{}.{}.", base64(head(algorithm, key)), base64(CLAIMS));
        refused(&empty, SIGNATURE);
        let zeros = format!("{empty}{}", base64([0; 64]));
        refused(&zeros, SIGNATURE);
    }
}

#[test]
fn a_key_is_used_with_its_own_algorithm_only() {
    for (key, own, _) in KINDS {
        let others = ["HS384", "HS512", "RS384", "RS512", "PS256", "ES384", "Ed25519"];
        let all = KINDS.map(|(_, algorithm, _)| algorithm);
        for algorithm in all.into_iter().chain(others).filter(|other| *other != own) {
            for (_, _, signer) in KINDS {
                refused(&token(&head(algorithm, key), signer), ALGORITHM);
            }
        }
    }
}

#[test]
fn a_public_key_is_no_secret() {
    for (key, public) in [("rsa", RSA_PUBLIC), ("ec", P256_PUBLIC)] {
        let body = &public[27..public.len() - 26];
        for secret in [public, public.trim(), body, body.trim()] {
            let signer = Signer::Hmac(secret);
            refused(&token(&head("HS256", key), signer), ALGORITHM);
            refused(&token(&head("HS256", "hs"), signer), SIGNATURE);
            refused(&token(r#"{"alg":"HS256"}"#, signer), SIGNATURE);
        }
    }
}

#[test]
fn what_another_key_has_signed_is_refused() {
    for (key, algorithm, _) in KINDS {
        for (other, _, signer) in KINDS {
            if other != key {
                refused(&token(&head(algorithm, key), signer), SIGNATURE);
            }
        }
    }
}

#[test]
fn an_id_that_no_key_has_is_refused() {
    let long = "a".repeat(8_000);
    let ids = [
        "",
        "ED",
        "ed ",
        "rsa2",
        "../../../../dev/null",
        "/proc/sys/kernel/randomize_va_space",
        "' UNION SELECT 'secret",
        "ed\\u0000",
        "http://evil.example/key",
        "$(sleep 9)",
        &long,
    ];
    for id in ids {
        for (_, algorithm, signer) in KINDS {
            refused(&token(&head(algorithm, id), signer), KEY);
        }
        refused(&token(&head("HS256", id), Signer::Hmac("")), KEY);
    }
    let longer = token(&head("HS256", &"a".repeat(20_000)), Signer::Hmac(SECRET));
    refused(&longer, MALFORMED);
    for id in ["1", "true", "[\"ed\"]", "{}"] {
        let head = format!(r#"{{"alg":"EdDSA","kid":{id}}}"#);
        refused(&token(&head, Signer::Ed25519), MALFORMED);
    }
}

#[test]
fn a_key_that_a_token_brings_along_is_refused() {
    let key = r#"{"kty":"oct","k":"YSBzZWNyZXQgb2YgdGhlIHRlc3RzLCBsb25nIGVub3VnaCBmb3IgYWxs"}"#;
    for (id, algorithm, signer) in KINDS {
        for (name, value) in [
            ("jwk", key),
            ("jku", r#""https://evil.example/keys""#),
            ("x5u", r#""https://evil.example/certificate""#),
            ("x5c", r#"["MIIB"]"#),
            ("crit", r#"["exp"]"#),
            ("crit", "[]"),
            ("b64", "false"),
            ("zip", r#""DEF""#),
        ] {
            let head = format!(r#"{{"alg":"{algorithm}","kid":"{id}","{name}":{value}}}"#);
            refused(&token(&head, signer), HEADER);
        }
    }
}

#[test]
fn a_changed_token_is_refused() {
    for (key, algorithm, signer) in KINDS {
        let good = token(&head(algorithm, key), signer);
        assert_accepted(&SERVER, &good);
        let (message, signature) = good.rsplit_once('.').unwrap();
        let (head, _) = message.split_once('.').unwrap();
        let others = base64(CLAIMS.replace('7', "1"));
        refused(&format!("{head}.{others}.{signature}"), SIGNATURE);
        refused(
            &format!(
                "{message}.{}",
                base64([&URL_SAFE_NO_PAD.decode(signature).unwrap()[..], b"x"].concat())
            ),
            SIGNATURE,
        );
        refused(&format!("{good}.{signature}"), MALFORMED);
        refused(&format!("{good}="), MALFORMED);
    }
}

#[test]
fn an_id_tells_keys_of_one_algorithm_apart() {
    let other = "another secret, which is as long as that";
    let server = start(&[("ORDAIN_AUTH__KEYS", "one=env:HMAC,two=env:OTHER"), ("OTHER", other)]);
    let server = server.unwrap();
    for (key, secret) in [("one", SECRET), ("two", other)] {
        assert_accepted(&server, &token(&head("HS256", key), Signer::Hmac(secret)));
        assert_refused(&server, &token(r#"{"alg":"HS256"}"#, Signer::Hmac(secret)), KEY);
    }
    assert_refused(&server, &token(&head("HS256", "two"), Signer::Hmac(SECRET)), SIGNATURE);
}
