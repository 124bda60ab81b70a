//! Tokens that are made up, changed, or used a second time.

use std::time::Duration;

use codegen_tests::client::Request;
use ordain::auth::Tokens;
use ring::hmac;
use serde_json::{Value, json};

use super::Target;

/// The secret of the blog under test.
const SECRET: &str = "a secret that only these tests know";

fn base64(text: impl AsRef<[u8]>) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut out = String::new();
    for chunk in text.as_ref().chunks(3) {
        let bits = chunk.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte));
        let bits = bits << (8 * (3 - chunk.len()));
        for at in 0..=chunk.len() {
            out.push(LETTERS[(bits >> (18 - 6 * at)) as usize & 63] as char);
        }
    }
    out
}

fn is_let_in(target: &Target, token: &str) -> bool {
    let status = target.as_bearer(token, "GET", "/auth/me").status;
    assert!(status == 200 || status == 401, "{status}");
    status == 200
}

/// The parts of a good token.
fn parts(target: &Target) -> [String; 3] {
    let token = target.token("admin");
    let parts: Vec<String> = token.split('.').map(str::to_owned).collect();
    parts.try_into().expect("three parts")
}

#[test]
fn a_token_that_says_it_needs_no_signature() {
    let target = Target::start();
    let [_, body, signature] = parts(&target);
    for algorithm in ["none", "None", "NONE", ""] {
        let head = base64(json!({ "alg": algorithm, "typ": "JWT" }).to_string());
        for end in ["", &*signature] {
            assert!(!is_let_in(&target, &format!("{head}.{body}.{end}")), "{algorithm}");
        }
    }
}

#[test]
fn a_token_that_names_another_algorithm_or_key() {
    let target = Target::start();
    let [_, body, _] = parts(&target);
    // Also with a signature that is right: what the head asks for is refused by itself.
    let is_let_in = |head: &Value, algorithm| is_let_in(&target, &signed(head, &body, algorithm));
    let plain = json!({ "alg": "HS256", "typ": "JWT" });
    assert!(is_let_in(&plain, hmac::HMAC_SHA256), "the test is right");
    for (head, algorithm) in [
        (json!({ "alg": "RS256", "typ": "JWT" }), hmac::HMAC_SHA256),
        (json!({ "alg": "HS384", "typ": "JWT" }), hmac::HMAC_SHA384),
        (json!({ "alg": "HS256", "typ": "dpop+jwt" }), hmac::HMAC_SHA256),
        (json!({ "alg": "HS256", "kid": "../../../../dev/null" }), hmac::HMAC_SHA256),
        (json!({ "alg": "HS256", "kid": "x' UNION SELECT 'secret" }), hmac::HMAC_SHA256),
        (json!({ "alg": "HS256", "jku": "https://evil.example/keys" }), hmac::HMAC_SHA256),
        (json!({ "alg": "HS256", "crit": ["b64"], "b64": false }), hmac::HMAC_SHA256),
    ] {
        assert!(!is_let_in(&head, algorithm), "{head}");
    }
}

/// A token with this head, signed with the blog's own secret.
fn signed(head: &Value, body: &str, algorithm: hmac::Algorithm) -> String {
    let message = format!("{}.{body}", base64(head.to_string()));
    let signature = hmac::sign(&hmac::Key::new(algorithm, SECRET.as_bytes()), message.as_bytes());
    format!("{message}.{}", base64(signature))
}

#[test]
fn a_token_with_another_body() {
    let target = Target::start();
    let [head, _, signature] = parts(&target);
    let body = json!({ "sub": "4", "roles": ["Admin"], "iat": 0, "exp": 4_000_000_000_u32 });
    assert!(!is_let_in(&target, &format!("{head}.{}.{signature}", base64(body.to_string()))));
}

#[test]
fn a_token_that_has_expired() {
    let target = Target::start();
    let short = Tokens::new(&SECRET.into(), Duration::ZERO).expect("a good secret");
    let token = short.issue(4, ()).expect("a token");
    std::thread::sleep(Duration::from_millis(6100));
    assert!(!is_let_in(&target, token.as_str()));
    let long = Tokens::new(&SECRET.into(), Duration::from_mins(1)).expect("a good secret");
    assert!(is_let_in(&target, long.issue(4, ()).expect("a token").as_str()), "the test is right");
}

#[test]
fn a_token_for_another_audience_or_of_another_issuer() {
    let target = Target::start_with(&[
        ("ORDAIN_AUTH__AUDIENCE", "blog"),
        ("ORDAIN_AUTH__ISSUER", "https://blog.example"),
    ]);
    assert!(is_let_in(&target, &target.token("admin")));
    let other = Tokens::new(&SECRET.into(), Duration::from_mins(1)).expect("a good secret");
    assert!(!is_let_in(&target, other.issue(4, ()).expect("a token").as_str()));
}

#[test]
fn a_refresh_token_a_second_time() {
    let target = Target::start();
    let signed_in = target.log_in("admin", super::PASSWORD);
    let renew = |token: &str| {
        let body = json!({ "refresh_token": token });
        target.send(&Request::new("POST", "/auth/refresh").json(&body))
    };
    let stolen = signed_in.member("/refresh_token");
    let renewed = renew(&stolen);
    assert_eq!(renewed.status, 200);
    assert_eq!(renew(&stolen).status, 401);
    assert!(!is_let_in(&target, &renewed.member("/access_token")), "the session ends for both");
}

#[test]
fn a_refresh_token_as_an_access_token_and_the_reverse() {
    let target = Target::start();
    let signed_in = target.log_in("admin", super::PASSWORD);
    assert!(!is_let_in(&target, &signed_in.member("/refresh_token")));
    let access = signed_in.member("/access_token");
    let body = json!({ "refresh_token": access.get(..107) });
    let swapped = target.send(&Request::new("POST", "/auth/refresh").json(&body));
    assert_eq!(swapped.status, 401);
    let cookie = format!("session={}", signed_in.member("/refresh_token"));
    let request = Request::new("GET", "/auth/me").header("Cookie", &cookie);
    assert_eq!(target.send(&request).status, 401);
}
