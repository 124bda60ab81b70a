//! Twitter: OAuth 2 with PKCE, credentials in a header, and an address of those alone who have confirmed it.

use serde_json::json;

use super::fake::{self, Fake};
use super::{Browser, Shop, assert_problem, parameter};

fn shop_with(fake: &Fake, secret: &str) -> Shop {
    let url = |path: &str| format!("{}{path}", fake.issuer());
    Shop::with(&[
        ("ORDAIN_AUTH__PROVIDERS__TWITTER__CLIENT_ID", "shop"),
        ("ORDAIN_AUTH__PROVIDERS__TWITTER__CLIENT_SECRET", secret),
        ("ORDAIN_AUTH__PROVIDERS__TWITTER__AUTHORIZE_URL", &url("/i/oauth2/authorize")),
        ("ORDAIN_AUTH__PROVIDERS__TWITTER__TOKEN_URL", &url("/2/oauth2/token")),
        ("ORDAIN_AUTH__PROVIDERS__TWITTER__USERINFO_URL", &url("/2/users/me")),
    ])
    .unwrap()
}

fn shop(fake: &Fake) -> Shop {
    fake.script().person = json!({
        "id": "2244994945", "name": "Ada Lovelace", "username": "ada",
        "profile_image_url": "https://fake.example/ada.jpg", "confirmed_email": "ada@example.com",
    });
    shop_with(fake, fake::CLIENT_SECRET)
}

#[test]
fn somebody_signs_in_by_twitter() {
    let fake = Fake::start();
    let shop = shop(&fake);
    let mut browser = Browser::new(&shop);
    let url = browser.leave("twitter");
    assert_eq!(parameter(&url, "scope").as_deref(), Some("users.read tweet.read users.email"));
    browser.signed_in(&fake, "twitter");
    let me = browser.me();
    assert_eq!((&me["email"], &me["name"]), (&json!("ada@example.com"), &json!("Ada Lovelace")));
    assert_eq!(me["picture"], "https://fake.example/ada.jpg");
    // It is the number that counts: names there change hands, and so do addresses.
    fake.script().person = json!({ "id": "2244994945", "name": "Somebody", "username": "else" });
    let mut again = Browser::new(&shop);
    again.signed_in(&fake, "twitter");
    assert_eq!(again.me(), me);
}

#[test]
fn somebody_without_a_confirmed_address_is_not_let_in() {
    let fake = Fake::start();
    let shop = shop(&fake);
    fake.script().person = json!({ "id": "1", "name": "Eve", "username": "eve" });
    let answer = Browser::new(&shop).sign_in(&fake, "twitter");
    assert_problem(&answer, 403, "address_not_verified");
}

#[test]
fn a_code_that_twitter_does_not_take_is_refused() {
    let fake = Fake::start();
    let shop = shop(&fake);
    let stolen = fake.code(&Browser::new(&shop).leave("twitter"));
    let mut eve = Browser::new(&shop);
    let state = parameter(&eve.leave("twitter"), "state").unwrap();
    let answer = eve.come_back("twitter", &format!("code={stolen}&state={state}"));
    assert_problem(&answer, 400, "code_refused");
    assert!(!eve.is_signed_in());
    let unknown = shop_with(&fake, "another secret");
    let answer = Browser::new(&unknown).sign_in(&fake, "twitter");
    assert_problem(&answer, 502, "provider_failed");
}
