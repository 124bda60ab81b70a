//! Keys that refuse the start, and say which and why, and nothing of themselves.

use super::*;

/// The text of a key without its first and its last line.
fn base64_lines(pem: &str) -> String {
    pem.lines().filter(|line| !line.starts_with('-')).collect()
}

fn refusal(variables: &[(&str, &str)]) -> String {
    match start(variables) {
        Ok(_) => "started".to_owned(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn a_key_that_cannot_be_used_is_named_with_its_reason() {
    let cases = [
        (include_str!("keys/rsa1024.pem"), "is an RSA key of less than 2048 bits"),
        (include_str!("keys/rsa1024.pub.pem"), "is an RSA key of less than 2048 bits"),
        (include_str!("keys/p384.pem"), "is on another curve than P-256 (`prime256v1`)"),
        (include_str!("keys/ed448.pem"), "is neither an Ed25519 nor a P-256 nor an RSA key"),
        (include_str!("keys/rsa.pkcs1.pem"), "is a `RSA PRIVATE KEY`, and not in PKCS#8"),
        (include_str!("keys/p256.sec1.pem"), "is a `EC PRIVATE KEY`, and not in PKCS#8"),
        (include_str!("keys/encrypted.pem"), "is encrypted: write it without a password"),
        (include_str!("keys/certificate.pem"), "is a `CERTIFICATE`, and neither"),
        (&ED25519[..80], "is no PEM text that can be read"),
        (&RSA_PUBLIC.replace("PUBLIC", "PRIVATE"), "is no PKCS#8"),
        (&ED25519.replace("PRIVATE", "PUBLIC"), "is no public key that can be used"),
        (&P256.replace("EOPm", "EOPn"), "is no private key that can be used: Inconsistent"),
        (&base64_lines(P256_PUBLIC), "is a key without its PEM lines"),
        ("short", "has less than 32 bytes"),
        ("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "repeats a few characters"),
        ("super-secret-jwt-token-with-at-least-32-characters-long", "is a known example"),
    ];
    for (key, reason) in cases {
        let text = refusal(&[("ORDAIN_AUTH__KEYS", "env:ED25519,env:JWT"), ("JWT", key)]);
        let expected = format!("- the key of JWT in the environment {reason}");
        assert!(text.contains(&expected), "{expected}: {text}");
        assert!(text.contains("`auth.keys` cannot be used:"), "{text}");
        let body = key.lines().nth(1).unwrap_or(key);
        assert!(!text.contains(body), "{text}");
    }
}

#[test]
fn everything_that_is_wrong_is_told_at_once() {
    let text = refusal(&[
        ("ORDAIN_AUTH__KEYS", "a=env:WEAK,a=env:RSA,b=env:SMALL,a=env:ED25519,c=env:RSA"),
        ("WEAK", "short"),
        ("SMALL", include_str!("keys/rsa1024.pem")),
    ]);
    let place = |name: &str| format!("the key of {name} in the environment");
    for fault in [
        format!("{} has less than 32 bytes", place("WEAK")),
        format!("{} is an RSA key of less than 2048 bits", place("SMALL")),
        format!("{} and {} have the same id `a`", place("RSA"), place("ED25519")),
        format!("{} and {} are the same", place("RSA"), place("RSA")),
    ] {
        assert!(text.contains(&format!("- {fault}")), "{fault}: {text}");
    }
    assert_eq!(text.matches("\n- ").count(), 4, "{text}");
}

#[test]
fn the_first_key_must_sign() {
    let public = ("PUBLIC", RSA_PUBLIC);
    let text = refusal(&[public, ("ORDAIN_AUTH__KEYS", "env:PUBLIC,env:ED25519")]);
    let expected =
        "the key of PUBLIC in the environment is public, and the first of the keys signs";
    assert!(text.contains(expected), "{text}");
    // Public keys alone issue nothing, and a route of this program wants to.
    let text = refusal(&[public, ("ORDAIN_AUTH__KEYS", "env:PUBLIC")]);
    assert!(text.contains("POST /bearer/tokens/{id}") && text.contains("Tokens`"), "{text}");
    let second = start(&[public, ("ORDAIN_AUTH__KEYS", "env:ED25519,old=env:PUBLIC")]).unwrap();
    assert_accepted(&second, &token(&head("RS256", "old"), Signer::Rsa));
    assert_eq!(said(&issued(&second), "alg"), "EdDSA");
}

#[test]
fn a_key_may_be_one_line_of_the_environment() {
    let line = ED25519.replace('\n', "\\n");
    let server = start(&[("ORDAIN_AUTH__KEYS", "one=env:LINE"), ("LINE", &line)]).unwrap();
    assert_accepted(&server, &token(&head("EdDSA", "one"), Signer::Ed25519));
}

#[test]
fn a_key_may_be_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let [pem, secret] = ["jwt.pem", "jwt.txt"].map(|name| folder.path().join(name));
    std::fs::write(&pem, P256).unwrap();
    std::fs::write(&secret, format!("{SECRET}\n")).unwrap();
    let keys = format!("new=file:{},old=file:{}", pem.display(), secret.display());
    let server = with_keys(&keys);
    assert_accepted(&server, &token(&head("ES256", "new"), Signer::P256));
    assert_accepted(&server, &token(&head("HS256", "old"), Signer::Hmac(SECRET)));
    std::fs::remove_file(&secret).unwrap();
    let text = refusal(&[("ORDAIN_AUTH__KEYS", &keys)]);
    assert!(text.contains("`auth.keys` names the file") && text.contains("jwt.txt"), "{text}");
}

#[test]
fn a_secret_that_others_know_refuses_the_start() {
    for (secret, reason) in [
        ("changeme", "must be a secret of at least 32 bytes"),
        ("please-change-me-please-change-it", "is a known example"),
        ("abcabcabcabcabcabcabcabcabcabcabcabc", "repeats a few characters"),
    ] {
        let text = refusal(&[("ORDAIN_AUTH__SECRET", secret)]);
        assert!(text.contains(reason), "{text}");
        assert!(text.contains("(ORDAIN_AUTH__SECRET in the environment)"), "{text}");
        assert!(!text.contains(secret), "{text}");
    }
}
