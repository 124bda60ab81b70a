//! API keys.

use codegen_tests::client::{Answer, Request};
use serde_json::{Value, json};

use super::{Rank, Shop, Tokens, assert_problem};

fn create(shop: &Shop, tokens: &Tokens, body: &Value) -> Answer {
    shop.send(&Request::new("POST", "/auth/keys").bearer(&tokens.access).json(body))
}

fn with_key(shop: &Shop, key: &str, path: &str) -> u16 {
    shop.send(&Request::new("POST", path).header("X-API-Key", key)).status
}

#[test]
fn a_key_acts_for_its_owner_until_it_is_revoked() {
    let shop = Shop::open();
    let ada = shop.registered("ada@example.com");
    shop.promote("ada@example.com", Rank::Chief);
    let made = create(&shop, &ada, &json!({ "name": "backup" }));
    assert_eq!(made.status, 201, "{}", made.text());
    let (key, id) = (made.member("/key"), made.member("/info/id"));
    assert!(key.starts_with("ordk_"));
    for path in ["/write", "/rule"] {
        assert_eq!(with_key(&shop, &key, path), 204, "{path}");
    }
    assert_eq!(shop.as_bearer(&key, "POST", "/write").status, 204, "as a bearer token, too");
    let who = shop.send(&Request::new("POST", "/who").header("X-API-Key", &key));
    assert_eq!(who.text(), "Key");
    let list = shop.as_bearer(&ada.access, "GET", "/auth/keys");
    assert_eq!(list.member("/0/name"), "backup");
    assert!(!list.text().contains(&key) && list.member("/0/used_at") != "null");

    let eve = shop.registered("eve@example.com");
    let path = format!("/auth/keys/{id}");
    assert_eq!(shop.as_bearer(&eve.access, "DELETE", &path).status, 404);
    assert_eq!(with_key(&shop, &key, "/write"), 204);
    assert_eq!(shop.as_bearer(&ada.access, "DELETE", &path).status, 204);
    assert_eq!(with_key(&shop, &key, "/write"), 401);
    for rubbish in ["", "ordk_", "ordk_x", "x", &key[5..]] {
        assert_eq!(with_key(&shop, rubbish, "/write"), 401, "{rubbish}");
    }
}

#[test]
fn scopes_are_permissions_of_the_owner_and_nothing_else() {
    let shop = Shop::open();
    let ada = shop.registered("ada@example.com");
    let none = create(&shop, &ada, &json!({ "name": "k", "scopes": ["Write", "Fly"] }));
    assert_eq!(none.status, 422);
    assert_eq!(none.member("/errors/0/message"), "you do not have `Write`");
    assert_eq!(none.member("/errors/1/pointer"), "/scopes/1");
    shop.promote("ada@example.com", Rank::Chief);
    let made = create(&shop, &ada, &json!({ "name": "k", "scopes": ["Write"] }));
    let key = made.member("/key");
    assert_eq!((with_key(&shop, &key, "/write"), with_key(&shop, &key, "/rule")), (204, 403));
    let roles = Request::new("GET", "/auth/accounts/1/roles").header("X-API-Key", &key);
    assert_eq!(shop.send(&roles).status, 403, "it needs another permission");
    // What the owner loses, the key loses.
    shop.promote("ada@example.com", Rank::Reader);
    assert_eq!(with_key(&shop, &key, "/write"), 403);
    let nothing = create(&shop, &ada, &json!({ "name": "k", "scopes": [] }));
    shop.promote("ada@example.com", Rank::Chief);
    assert_eq!(with_key(&shop, &nothing.member("/key"), "/write"), 403);
}

#[test]
fn a_key_expires_and_makes_no_keys() {
    let shop = Shop::open();
    let ada = shop.registered("ada@example.com");
    let past = json!({ "name": "k", "expires_at": "2020-01-01T00:00:00Z" });
    let key = create(&shop, &ada, &past).member("/key");
    assert_eq!(with_key(&shop, &key, "/form"), 401);
    let key = create(&shop, &ada, &json!({ "name": "k" })).member("/key");
    let more = Request::new("POST", "/auth/keys").header("X-API-Key", &key);
    assert_problem(&shop.send(&more.json(&json!({ "name": "more" }))), 403, "forbidden");
}
