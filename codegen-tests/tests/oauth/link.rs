//! Whose account it is that somebody is given.

use chrono::Utc;
use codegen_tests::client::Request;
use serde_json::{Value, json};

use super::fake::{self, Fake};
use super::{Browser, PASSWORD, Person, PersonUpdate, Rank, Shop, assert_problem};

/// Somebody with a password, in a browser.
fn signed_in<'a>(shop: &'a Shop, email: &str) -> Browser<'a> {
    let mut browser = Browser::new(shop);
    let body = json!({ "login": email, "password": PASSWORD });
    let answer = browser.send(Request::new("POST", "/auth/session").json(&body));
    assert_eq!(answer.status, 200, "{}", answer.text());
    browser
}

/// Links the provider with the account of the browser: the answer to coming back.
fn link(browser: &mut Browser<'_>, fake: &Fake) -> codegen_tests::client::Answer {
    let answer = browser.change("POST", "/auth/oauth/fake", Some(&json!({ "next": "/settings" })));
    assert_eq!(answer.status, 200, "{}", answer.text());
    let back = fake.sign_in(&answer.member("/url"));
    browser.come_back("fake", &back)
}

#[test]
fn an_address_that_was_proved_on_both_sides_links() {
    let fake = Fake::start();
    let shop = Shop::open(&fake);
    shop.register_verified("ada@example.com");
    let mut browser = Browser::new(&shop);
    browser.signed_in(&fake, "fake");
    assert_eq!(
        (browser.me()["id"].clone(), browser.me()["name"].clone()),
        (1.into(), "Somebody".into())
    );
    // The password is as it was.
    signed_in(&shop, "ada@example.com");
}

#[test]
fn an_address_that_was_not_proved_here_does_not_link() {
    let fake = Fake::start();
    let shop = Shop::open(&fake);
    // Somebody registers with an address of Ada's, and knows the password.
    let token = shop.register("ada@example.com");
    let mut browser = Browser::new(&shop);
    assert_problem(&browser.sign_in(&fake, "fake"), 409, "account_exists");
    assert!(!browser.is_signed_in());
    assert_eq!(shop.post("/auth/verify", &json!({ "token": token })).status, 204);
    browser.signed_in(&fake, "fake");
}

#[test]
fn an_address_that_was_not_proved_there_does_not_link_or_register() {
    let fake = Fake::start();
    let shop = Shop::open(&fake);
    shop.register_verified("ada@example.com");
    for (verified, email) in [
        (json!(false), "ada@example.com"),
        (json!("false"), "ada@example.com"),
        (Value::Null, "ada@example.com"),
        (json!(false), "new@example.com"),
        (Value::Null, "new@example.com"),
    ] {
        fake.script().person["email_verified"] = verified;
        fake.script().person["email"] = json!(email);
        let mut browser = Browser::new(&shop);
        assert_problem(&browser.sign_in(&fake, "fake"), 403, "address_not_verified");
        assert!(!browser.is_signed_in());
    }
    fake.script().person = json!({ "sub": "ada-1", "email_verified": true, "name": "Ada" });
    let answer = Browser::new(&shop).sign_in(&fake, "fake");
    assert_problem(&answer, 403, "address_not_verified");
}

#[test]
fn an_account_that_needs_more_is_not_made_up() {
    let fake = Fake::start();
    let shop = Shop::open(&fake);
    for name in [Value::Null, json!(""), json!("x".repeat(51))] {
        fake.script().person["name"] = name.clone();
        let answer = Browser::new(&shop).sign_in(&fake, "fake");
        assert_problem(&answer, 409, "account_incomplete");
        assert_eq!(answer.json()["columns"], json!(["name"]), "{name}");
    }
    // Who registers with a password can link it then.
    shop.register_verified("ada@example.com");
    let mut browser = signed_in(&shop, "ada@example.com");
    assert_eq!(link(&mut browser, &fake).status, 303);
}

#[test]
fn somebody_who_is_signed_in_links_a_provider_and_takes_it_away() {
    let fake = Fake::start();
    let shop = Shop::open(&fake);
    shop.register_verified("ada@home.example");
    // Another address, which nobody has proved: it is Ada who says that both are hers.
    fake.script().person["email_verified"] = json!(false);
    let mut browser = signed_in(&shop, "ada@home.example");
    let session = browser.cookies["session"].clone();
    let answer = link(&mut browser, &fake);
    assert_eq!((answer.status, answer.header("location")), (303, Some("/settings")));
    assert_eq!(browser.cookies["session"], session, "it is the session that it was");
    let list = browser.get("/auth/oauth").json();
    let at: chrono::DateTime<Utc> = list[0]["linked_at"].as_str().unwrap().parse().unwrap();
    assert!((Utc::now() - at).num_minutes() < 1, "{at}");
    assert_eq!(shop.server.get("/auth/oauth").json()[0]["linked_at"], Value::Null);
    // Once more changes nothing.
    assert_eq!(link(&mut browser, &fake).status, 303);

    let mut elsewhere = Browser::new(&shop);
    elsewhere.signed_in(&fake, "fake");
    assert_eq!(elsewhere.me()["email"], "ada@home.example");
    assert_eq!(elsewhere.change("DELETE", "/auth/oauth/fake", None).status, 204);
    let gone = elsewhere.change("DELETE", "/auth/oauth/fake", None);
    assert_problem(&gone, 404, "unknown_provider");
    assert_problem(&Browser::new(&shop).sign_in(&fake, "fake"), 403, "address_not_verified");
}

#[test]
fn linking_is_begun_by_the_page_of_somebody_who_is_signed_in() {
    let fake = Fake::start();
    let shop = Shop::open(&fake);
    shop.register_verified("ada@home.example");
    let body = json!({});
    assert_eq!(shop.post("/auth/oauth/fake", &body).status, 401);
    shop.register("new@home.example");
    let mut unproved = signed_in(&shop, "new@home.example");
    assert_eq!(unproved.change("POST", "/auth/oauth/fake", Some(&body)).status, 403);
    let mut browser = signed_in(&shop, "ada@home.example");
    // A page of another site can send neither the token nor its own address for ours.
    let bare = browser.send(Request::new("POST", "/auth/oauth/fake").json(&body));
    assert_problem(&bare, 403, "csrf");
    // And by a link that it shows, somebody signs in, and links nothing.
    let back = fake.sign_in(&browser.leave("fake"));
    assert_eq!(browser.come_back("fake", &back).status, 303);
    assert_eq!(browser.me()["email"], "ada@example.com");
    let mut browser = signed_in(&shop, "ada@home.example");
    assert_eq!(browser.get("/auth/oauth").json()[0]["linked_at"], Value::Null);
    let elsewhere = json!({ "next": "//evil.example" });
    assert_eq!(browser.change("POST", "/auth/oauth/fake", Some(&elsewhere)).status, 422);
    // A key of an account is not somebody who is signed in.
    let key = browser.change("POST", "/auth/keys", Some(&json!({ "name": "cron" })));
    let key = key.member("/key");
    for request in [
        Request::new("POST", "/auth/oauth/fake").header("X-API-Key", &key).json(&body),
        Request::new("DELETE", "/auth/oauth/fake").header("X-API-Key", &key),
    ] {
        assert_problem(&shop.send(&request), 403, "not_signed_in");
    }
}

#[test]
fn a_link_is_not_made_for_a_session_that_is_over() {
    let fake = Fake::start();
    let shop = Shop::open(&fake);
    shop.register_verified("ada@home.example");
    let mut browser = signed_in(&shop, "ada@home.example");
    let answer = browser.change("POST", "/auth/oauth/fake", Some(&json!({})));
    let back = fake.sign_in(&answer.member("/url"));
    assert_eq!(browser.change("POST", "/auth/logout", None).status, 204);
    assert_problem(&browser.come_back("fake", &back), 403, "not_signed_in");
}

#[test]
fn an_account_elsewhere_is_linked_with_one_account() {
    let fake = Fake::start();
    let shop = Shop::open(&fake);
    Browser::new(&shop).signed_in(&fake, "fake");
    shop.register_verified("eve@example.com");
    let mut eve = signed_in(&shop, "eve@example.com");
    assert_problem(&link(&mut eve, &fake), 409, "linked_elsewhere");
    assert_eq!(eve.me()["email"], "eve@example.com");
}

#[test]
fn nobody_signs_in_to_an_account_that_is_disabled_or_gone() {
    let fake = Fake::start();
    let shop = Shop::open(&fake);
    Browser::new(&shop).signed_in(&fake, "fake");
    shop.register_verified("boss@example.com");
    shop.change(async |db| {
        let boss = Person::find_by_email(db, "boss@example.com".to_owned()).await.unwrap();
        boss.update(db, PersonUpdate::default().rank(Rank::Chief)).await.unwrap();
    });
    let mut boss = signed_in(&shop, "boss@example.com");
    assert_eq!(boss.change("PUT", "/auth/accounts/1/disabled", None).status, 204);
    assert_problem(&Browser::new(&shop).sign_in(&fake, "fake"), 403, "account_disabled");
    // Nor by another provider's account with the same address.
    fake.script().person["sub"] = json!("ada-2");
    assert_problem(&Browser::new(&shop).sign_in(&fake, "fake"), 403, "account_disabled");
    shop.change(async |db| {
        let ada = Person::find_by_email(db, "ada@example.com".to_owned()).await.unwrap();
        ada.delete(db).await.unwrap();
    });
    fake.script().person = fake::ada();
    let mut ada = Browser::new(&shop);
    ada.signed_in(&fake, "fake");
    assert_ne!(ada.me()["id"], 1, "it is a new account");
}

#[test]
fn a_second_factor_is_given_after_coming_back() {
    let fake = Fake::start();
    let shop = Shop::open(&fake);
    let mut browser = Browser::new(&shop);
    browser.signed_in(&fake, "fake");
    let secret = browser.change("POST", "/auth/second-factor", None).member("/secret");
    let code = |later| {
        let secret = totp_rs::Secret::try_from_base32(&secret).unwrap();
        let totp = totp_rs::Builder::new().with_secret(secret).build().unwrap();
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
        json!({ "code": totp.generate(now.as_secs() + later).to_string() })
    };
    assert_eq!(browser.change("PUT", "/auth/second-factor", Some(&code(0))).status, 200);
    let mut again = Browser::new(&shop);
    again.signed_in(&fake, "fake");
    assert_eq!(again.get("/careful").status, 403, "no code was given in this session");
    let wrong =
        again.change("POST", "/auth/second-factor/code", Some(&json!({ "code": "000000" })));
    assert_eq!((wrong.status, wrong.member("/errors/0/pointer")), (422, "/code".to_owned()));
    let given = again.change("POST", "/auth/second-factor/code", Some(&code(30)));
    assert_eq!(given.status, 204, "{}", given.text());
    assert_eq!(again.get("/careful").status, 204);
}
