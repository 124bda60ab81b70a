//! The second factor.

use std::time::{SystemTime, UNIX_EPOCH};

use codegen_tests::client::{Answer, Request};
use serde_json::json;
use totp_rs::{Builder, Secret};

use super::{PASSWORD, Shop, Tokens, assert_problem};

/// The code that an app shows so many steps from now.
fn code(secret: &str, steps: u64) -> String {
    let secret = Secret::try_from_base32(secret).unwrap();
    let totp = Builder::new().with_secret(secret).build().unwrap();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    totp.generate(now + steps * 30).to_string()
}

fn with_code(shop: &Shop, method: &str, token: &str, code: &str) -> Answer {
    let request = Request::new(method, "/auth/second-factor").bearer(token);
    shop.send(&request.json(&json!({ "code": code })))
}

fn log_in(shop: &Shop, code: Option<&str>) -> Answer {
    let body = json!({ "login": "ada@example.com", "password": PASSWORD, "code": code });
    shop.post("/auth/login", &body)
}

#[test]
fn a_second_factor_is_enrolled_confirmed_and_asked_for() {
    let shop = Shop::open();
    let tokens = shop.registered("ada@example.com");
    let careful = |token: &str| shop.as_bearer(token, "POST", "/careful").status;
    assert_eq!(careful(&tokens.access), 403);
    let enrolment = shop.as_bearer(&tokens.access, "POST", "/auth/second-factor");
    let secret = enrolment.member("/secret");
    let uri = enrolment.member("/uri");
    assert!(uri.starts_with("otpauth://totp/Shop:ada%40example.com?"), "{uri}");
    // It does not count before it is confirmed.
    Tokens::of(&log_in(&shop, None));
    assert_eq!(with_code(&shop, "PUT", &tokens.access, "000000").status, 422);
    let first = code(&secret, 0);
    let confirmed = with_code(&shop, "PUT", &tokens.access, &first);
    assert_eq!(confirmed.status, 200, "{}", confirmed.text());
    assert_eq!(confirmed.json()["recovery_codes"].as_array().unwrap().len(), 10);
    assert_eq!(careful(&tokens.access), 204);

    assert_problem(&log_in(&shop, None), 401, "second_factor_needed");
    assert_problem(&log_in(&shop, Some("000000")), 401, "second_factor_wrong");
    assert_problem(&log_in(&shop, Some(&first)), 401, "second_factor_wrong");
    let next = code(&secret, 1);
    let again = Tokens::of(&log_in(&shop, Some(&next)));
    assert_eq!(careful(&again.access), 204);
    assert_problem(&log_in(&shop, Some(&next)), 401, "second_factor_wrong");
    // A wrong password tells nothing of a second factor.
    let body = json!({ "login": "ada@example.com", "password": "guessed" });
    assert_problem(&shop.post("/auth/login", &body), 401, "wrong_credentials");
}

#[test]
fn a_recovery_code_is_good_once() {
    let shop = Shop::open();
    let tokens = shop.registered("ada@example.com");
    let enrolment = shop.as_bearer(&tokens.access, "POST", "/auth/second-factor");
    let secret = enrolment.member("/secret");
    let confirmed = with_code(&shop, "PUT", &tokens.access, &code(&secret, 0));
    let codes = confirmed.json()["recovery_codes"].clone();
    let (one, other) = (codes[0].as_str().unwrap(), codes[1].as_str().unwrap());
    Tokens::of(&log_in(&shop, Some(one)));
    assert_problem(&log_in(&shop, Some(one)), 401, "second_factor_wrong");
    // As people type them.
    Tokens::of(&log_in(&shop, Some(&other.to_uppercase().replace('-', " "))));

    let again = shop.as_bearer(&tokens.access, "POST", "/auth/second-factor");
    assert_problem(&again, 409, "second_factor_present");
    assert_eq!(with_code(&shop, "DELETE", &tokens.access, "000000").status, 422);
    let third = codes[2].as_str().unwrap();
    assert_eq!(with_code(&shop, "DELETE", &tokens.access, third).status, 204);
    Tokens::of(&log_in(&shop, None));
}
