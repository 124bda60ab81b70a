//! Links in mails: addresses that are proved, passwords that were forgotten.

use std::time::Duration;

use codegen_tests::client::Request;
use serde_json::json;

use super::{PASSWORD, Shop, Tokens, assert_problem};

#[test]
fn an_address_is_proved_by_its_mail_once() {
    let shop = Shop::open();
    let new = json!({ "email": "ada@example.com", "name": "Ada", "password": PASSWORD });
    assert_eq!(shop.post("/auth/register", &new).status, 202);
    let letter = shop.sink.next().unwrap();
    assert_eq!(letter.to, "ada@example.com");
    assert!(letter.data.contains("https://shop.example/verify?token"), "{}", letter.data);
    let tokens = shop.log_in("ada@example.com");
    let known = || shop.as_bearer(&tokens.access, "POST", "/known");
    assert_eq!(known().status, 403);
    let verify = |token: &str| shop.post("/auth/verify", &json!({ "token": token }));
    assert_eq!(verify("rubbish").member("/errors/0/pointer"), "/token");
    assert_eq!(verify(&letter.token()).status, 204);
    assert_eq!(known().status, 204);
    assert_eq!(verify(&letter.token()).status, 422, "it was used");
}

#[test]
fn a_second_mail_makes_the_first_link_useless() {
    let shop = Shop::open();
    let new = json!({ "email": "ada@example.com", "name": "Ada", "password": PASSWORD });
    assert_eq!(shop.post("/auth/register", &new).status, 202);
    let first = shop.sink.next().unwrap();
    let tokens = shop.log_in("ada@example.com");
    assert_eq!(shop.as_bearer(&tokens.access, "POST", "/auth/verify/mail").status, 202);
    let second = shop.sink.next().unwrap();
    let verify = |token: &str| shop.post("/auth/verify", &json!({ "token": token })).status;
    assert_eq!((verify(&first.token()), verify(&second.token())), (422, 204));
    // Who is verified needs no further mail.
    assert_eq!(shop.as_bearer(&tokens.access, "POST", "/auth/verify/mail").status, 202);
    assert!(shop.sink.within(Duration::from_millis(700)).is_none());
}

#[test]
fn a_forgotten_password_is_replaced_and_everybody_is_signed_out() {
    let shop = Shop::open();
    let tokens = shop.registered("ada@example.com");
    let forgot = |login: &str| shop.post("/auth/forgot", &json!({ "login": login }));
    let (known, unknown) = (forgot("ada@example.com"), forgot("bob@example.com"));
    assert_eq!((known.status, known.text()), (unknown.status, unknown.text()));
    assert_eq!(known.status, 202);
    let letter = shop.sink.next().unwrap();
    assert_eq!(letter.to, "ada@example.com");
    assert!(shop.sink.within(Duration::from_millis(700)).is_none(), "nobody has the other address");

    let reset = |token: &str, password: &str| {
        shop.post("/auth/reset", &json!({ "token": token, "password": password }))
    };
    assert_eq!(reset(&letter.token(), "short").member("/errors/0/pointer"), "/password");
    assert_eq!(reset("rubbish", "battery staple").member("/errors/0/pointer"), "/token");
    let good = reset(&letter.token(), "battery staple");
    assert_eq!(good.status, 204, "{}", good.text());
    assert_eq!(reset(&letter.token(), "one more time").status, 422, "it was used");
    assert_eq!(shop.as_bearer(&tokens.access, "GET", "/auth/me").status, 401);
    let renewed = shop.post("/auth/refresh", &json!({ "refresh_token": tokens.refresh }));
    assert_eq!(renewed.status, 401);
    let log_in = |password: &str| {
        shop.post("/auth/login", &json!({ "login": "ada@example.com", "password": password }))
    };
    assert_problem(&log_in(PASSWORD), 401, "wrong_credentials");
    Tokens::of(&log_in("battery staple"));
}

#[test]
fn the_host_of_a_request_has_no_say_in_a_mail() {
    let shop = Shop::open();
    shop.register("ada@example.com");
    let body = json!({ "login": "ada@example.com" });
    for (name, value) in [
        ("X-Forwarded-Host", "evil.example"),
        ("Forwarded", "host=evil.example"),
        ("Origin", "https://evil.example"),
    ] {
        let request = Request::new("POST", "/auth/forgot").header(name, value).json(&body);
        assert_eq!(shop.send(&request).status, 202);
        let letter = shop.sink.next().unwrap();
        assert!(letter.data.contains("https://shop.example/reset?token"), "{}", letter.data);
        assert!(!letter.data.contains("evil"), "{}", letter.data);
    }
}

#[test]
fn a_link_for_one_purpose_is_none_for_another() {
    let shop = Shop::open();
    let new = json!({ "email": "ada@example.com", "name": "Ada", "password": PASSWORD });
    assert_eq!(shop.post("/auth/register", &new).status, 202);
    let verification = shop.sink.next().unwrap().token();
    let body = json!({ "token": verification, "password": "battery staple" });
    assert_eq!(shop.post("/auth/reset", &body).status, 422);
    assert_eq!(shop.post("/auth/forgot", &json!({ "login": "ada@example.com" })).status, 202);
    let reset = shop.sink.next().unwrap().token();
    assert_eq!(shop.post("/auth/verify", &json!({ "token": reset })).status, 422);
}
