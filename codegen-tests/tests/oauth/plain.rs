//! Providers that have OAuth 2 and no more, and say who somebody is when they are asked.

use serde_json::{Value, json};

use super::fake::{self, Fake};
use super::{Browser, Shop, assert_problem, parameter};

/// With the provider as a GitHub, and as a Discord.
fn shop(fake: &Fake) -> Shop {
    shop_with(fake, fake::CLIENT_SECRET)
}

fn shop_with(fake: &Fake, secret: &str) -> Shop {
    let url = |path: &str| format!("{}{path}", fake.issuer());
    let (token, user, me) = (url("/login/token"), url("/user"), url("/me"));
    let authorize = url("/login/authorize?kind=web");
    Shop::with(&[
        ("ORDAIN_AUTH__PROVIDERS__GITHUB__CLIENT_ID", "shop"),
        ("ORDAIN_AUTH__PROVIDERS__GITHUB__CLIENT_SECRET", secret),
        ("ORDAIN_AUTH__PROVIDERS__GITHUB__AUTHORIZE_URL", &authorize),
        ("ORDAIN_AUTH__PROVIDERS__GITHUB__TOKEN_URL", &token),
        ("ORDAIN_AUTH__PROVIDERS__GITHUB__USERINFO_URL", &user),
        ("ORDAIN_AUTH__PROVIDERS__CHAT__KIND", "discord"),
        ("ORDAIN_AUTH__PROVIDERS__CHAT__CLIENT_ID", "shop"),
        ("ORDAIN_AUTH__PROVIDERS__CHAT__CLIENT_SECRET", fake::CLIENT_SECRET),
        ("ORDAIN_AUTH__PROVIDERS__CHAT__AUTHORIZE_URL", &authorize),
        ("ORDAIN_AUTH__PROVIDERS__CHAT__TOKEN_URL", &token),
        ("ORDAIN_AUTH__PROVIDERS__CHAT__USERINFO_URL", &me),
    ])
    .unwrap()
}

fn on_github(fake: &Fake, name: Value, emails: Value) {
    let mut script = fake.script();
    script.person = json!({
        "id": 583_231, "login": "ada", "name": name, "avatar_url": "https://fake.example/a.png",
        // The one that is shown to everybody, proved or not.
        "email": "public@example.com",
    });
    script.emails = emails;
}

fn email(address: &str, primary: bool, verified: bool) -> Value {
    json!({ "email": address, "primary": primary, "verified": verified, "visibility": null })
}

#[test]
fn somebody_signs_in_by_github() {
    let fake = Fake::start();
    let shop = shop(&fake);
    let mut browser = Browser::new(&shop);
    let url = browser.leave("github");
    assert!(url.starts_with(&format!("{}/login/authorize?kind=web&", fake.issuer())), "{url}");
    assert_eq!(parameter(&url, "scope").as_deref(), Some("read:user user:email"));
    let emails =
        json!([email("old@example.com", false, true), email("ada@example.com", true, true)]);
    on_github(&fake, Value::Null, emails);
    browser.signed_in(&fake, "github");
    let me = browser.me();
    assert_eq!((&me["email"], &me["name"]), (&json!("ada@example.com"), &json!("ada")));
    assert_eq!(me["picture"], "https://fake.example/a.png");
    // It is the number that counts: names there change hands.
    on_github(&fake, json!("Eve"), json!([email("eve@example.com", true, true)]));
    let mut again = Browser::new(&shop);
    again.signed_in(&fake, "github");
    assert_eq!(again.me(), me);
}

#[test]
fn an_address_that_github_has_not_proved_is_none() {
    let fake = Fake::start();
    let shop = shop(&fake);
    shop.register_verified("ada@example.com");
    for emails in [
        json!([]),
        json!([email("ada@example.com", true, false)]),
        json!([email("ada@example.com", false, true)]),
    ] {
        on_github(&fake, json!("Ada"), emails);
        let answer = Browser::new(&shop).sign_in(&fake, "github");
        assert_problem(&answer, 403, "address_not_verified");
    }
    on_github(&fake, json!("Ada"), json!({ "message": "Not Found" }));
    let answer = Browser::new(&shop).sign_in(&fake, "github");
    assert_problem(&answer, 502, "provider_failed");
}

#[test]
fn a_code_that_github_does_not_take_is_refused() {
    let fake = Fake::start();
    let shop = shop(&fake);
    on_github(&fake, json!("Ada"), json!([email("ada@example.com", true, true)]));
    let stolen = fake.code(&Browser::new(&shop).leave("github"));
    let mut eve = Browser::new(&shop);
    let state = parameter(&eve.leave("github"), "state").unwrap();
    let answer = eve.come_back("github", &format!("code={stolen}&state={state}"));
    assert_problem(&answer, 400, "code_refused");
    assert!(!eve.is_signed_in());
    let unknown = shop_with(&fake, "another secret");
    let answer = Browser::new(&unknown).sign_in(&fake, "github");
    assert_problem(&answer, 502, "provider_failed");
}

#[test]
fn somebody_signs_in_by_discord_under_a_name_of_the_applications_own() {
    let fake = Fake::start();
    let shop = shop(&fake);
    let user = json!({
        "id": "80351110224678912", "username": "ada", "global_name": "Ada", "email": "ada@example.com"
    });
    fake.script().person = user.clone();
    let answer = Browser::new(&shop).sign_in(&fake, "chat");
    assert_problem(&answer, 403, "address_not_verified");
    fake.script().person["verified"] = json!(true);
    let mut browser = Browser::new(&shop);
    browser.signed_in(&fake, "chat");
    assert_eq!(browser.me()["name"], "Ada");
    let list = browser.get("/auth/oauth").json();
    assert_eq!((&list[0]["name"], &list[0]["kind"]), (&json!("chat"), &json!("discord")));
    assert!(list[0]["linked_at"].is_string() && list[1]["linked_at"].is_null(), "{list}");
}
