//! There and back again, when all goes well.

use codegen_tests::client::Request;
use serde_json::{Value, json};

use super::fake::{self, Fake};
use super::{Browser, Shop, assert_problem, parameter};

#[test]
fn somebody_comes_back_with_an_account_and_a_session() {
    let fake = Fake::start();
    let shop = Shop::open(&fake);
    let mut browser = Browser::new(&shop);
    let answer = browser.sign_in(&fake, "fake");
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert_eq!(answer.header("location"), Some("/home"));
    assert!(browser.is_signed_in() && !browser.cookies.contains_key("oauth"));
    // Nobody gets a rank because a provider says so.
    let me = json!({
        "id": 1,
        "email": "ada@example.com",
        "name": "Ada Lovelace",
        "picture": "https://fake.example/ada.png",
        "rank": "Reader",
    });
    assert_eq!(browser.me(), me);
    assert_eq!(browser.get("/known").status, 204, "the provider has seen the address");
    // Once more, from another place, when the address is another one and the profile is gone.
    fake.script().person = json!({ "sub": "ada-1", "email": "a@b.example" });
    let mut second = Browser::new(&shop);
    second.signed_in(&fake, "fake");
    assert_eq!(second.me(), me);
    assert_eq!(fake.script().described, 1, "a provider describes itself once an hour");
}

#[test]
fn a_provider_is_asked_for_what_the_standard_wants() {
    let fake = Fake::start();
    let shop = Shop::open(&fake);
    let mut browser = Browser::new(&shop);
    let answer = browser.get("/auth/oauth/fake");
    let cookie = answer.header("set-cookie").unwrap();
    for part in ["oauth=", "HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=600"] {
        assert!(cookie.contains(part), "{part}: {cookie}");
    }
    let url = answer.header("location").unwrap();
    assert!(url.starts_with(&format!("{}/authorize?", fake.issuer())), "{url}");
    for (name, value) in [
        ("response_type", "code"),
        ("client_id", "shop"),
        ("redirect_uri", "https://shop.example/auth/oauth/fake/callback"),
        ("scope", "openid email profile"),
        ("code_challenge_method", "S256"),
    ] {
        assert_eq!(parameter(url, name).as_deref(), Some(value), "{name}");
    }
    for name in ["state", "nonce", "code_challenge"] {
        let value = parameter(url, name).unwrap();
        assert!(value.len() >= 22, "{name}: {value}");
        assert!(!cookie.contains(&value), "the cookie is closed");
        assert_ne!(Some(value), parameter(&browser.leave("fake"), name), "{name}");
    }
    assert!(!url.contains("secret"), "{url}");
}

#[test]
fn cookies_of_a_secure_application_are_its_own() {
    let fake = Fake::start();
    let shop = Shop::open_with(&fake, &[("ORDAIN_SESSIONS__SECURE", "true")]);
    let mut browser = Browser::new(&shop);
    let answer = browser.get("/auth/oauth/fake");
    let cookie = answer.header("set-cookie").unwrap();
    assert!(cookie.starts_with("__Host-oauth=") && cookie.contains("Secure"), "{cookie}");
    let back = fake.sign_in(answer.header("location").unwrap());
    assert_eq!(browser.come_back("fake", &back).status, 303);
    assert!(browser.cookies.contains_key("__Host-session"));
}

#[test]
fn scopes_are_those_of_the_configuration() {
    let fake = Fake::start();
    let shop =
        Shop::open_with(&fake, &[("ORDAIN_AUTH__PROVIDERS__FAKE__SCOPES", "openid email phone")]);
    let url = Browser::new(&shop).leave("fake");
    assert_eq!(parameter(&url, "scope").as_deref(), Some("openid email phone"));
}

#[test]
fn what_the_token_does_not_say_is_asked_for() {
    let fake = Fake::start();
    fake.script().person = json!({ "sub": "ada-1" });
    let mut told = fake::ada();
    fake.script().userinfo = Some(told.clone());
    let shop = Shop::open(&fake);
    let mut browser = Browser::new(&shop);
    browser.signed_in(&fake, "fake");
    assert_eq!(browser.me()["name"], "Ada Lovelace");
    // What is told of somebody else is not believed.
    told["sub"] = json!("eve-1");
    fake.script().userinfo = Some(told);
    assert_problem(&Browser::new(&shop).sign_in(&fake, "fake"), 502, "provider_failed");
}

#[test]
fn a_provider_that_sends_a_form_is_heard() {
    let fake = Fake::start();
    let issuer = fake.issuer();
    let shop = Shop::open_with(
        &fake,
        &[
            ("ORDAIN_AUTH__PROVIDERS__APPLE__ISSUER", &issuer),
            ("ORDAIN_AUTH__PROVIDERS__APPLE__CLIENT_ID", "shop"),
            ("ORDAIN_AUTH__PROVIDERS__APPLE__CLIENT_SECRET", fake::CLIENT_SECRET),
        ],
    );
    // Apple says so in a text.
    fake.script().person["email_verified"] = json!("true");
    let mut browser = Browser::new(&shop);
    let answer = browser.get("/auth/oauth/apple");
    let cookie = answer.header("set-cookie").unwrap();
    assert!(cookie.contains("SameSite=None") && cookie.contains("Secure"), "{cookie}");
    let url = answer.header("location").unwrap();
    assert_eq!(parameter(url, "response_mode").as_deref(), Some("form_post"));
    assert_eq!(parameter(url, "scope").as_deref(), Some("openid email name"));
    let form = fake.sign_in(url);
    let request = Request::new("POST", "/auth/oauth/apple/callback")
        .header("Origin", "https://appleid.apple.com")
        .header("Sec-Fetch-Site", "cross-site")
        .body("application/x-www-form-urlencoded", form);
    let answer = browser.send(request);
    assert_eq!((answer.status, answer.header("location")), (303, Some("/")), "{}", answer.text());
    assert!(browser.is_signed_in());
}

#[test]
fn providers_are_listed_and_documented() {
    let fake = Fake::start();
    let shop = Shop::open_with(
        &fake,
        &[
            ("ORDAIN_AUTH__PROVIDERS__GITHUB__CLIENT_ID", "shop"),
            ("ORDAIN_AUTH__PROVIDERS__GITHUB__CLIENT_SECRET", "secret"),
        ],
    );
    let list = shop.server.get("/auth/oauth").json();
    assert_eq!(
        list,
        json!([
            { "name": "fake", "kind": "oidc", "linked_at": null },
            { "name": "github", "kind": "github", "linked_at": null },
        ])
    );
    let document = shop.server.get("/openapi.json").json();
    let paths = &document["paths"];
    let problems = &paths["/auth/oauth/{provider}/callback"]["get"]["responses"];
    for status in ["303", "400", "401", "403", "404", "409", "502"] {
        assert!(problems.get(status).is_some(), "{status}: {problems}");
    }
    let methods = |path: &str| paths[path].as_object().map_or(0, serde_json::Map::len);
    assert_eq!((methods("/auth/oauth/{provider}"), methods("/auth/oauth")), (3, 1));
    assert_eq!(methods("/auth/oauth/{provider}/tokens"), 0, "cookies are on");
}

#[test]
fn without_providers_there_are_no_routes() {
    let shop = Shop::with(&[]).unwrap();
    for path in ["/auth/oauth", "/auth/oauth/fake", "/auth/oauth/fake/callback"] {
        assert_eq!(shop.server.get(path).status, 404, "{path}");
    }
    assert_eq!(shop.server.get("/openapi.json").json()["paths"]["/auth/oauth"], Value::Null);
}
