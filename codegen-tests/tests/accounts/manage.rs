//! Roles that are granted while the application runs, and accounts that are disabled.

use codegen_tests::client::Request;
use serde_json::json;

use super::{PASSWORD, Rank, Shop, assert_problem};

#[test]
fn a_granted_role_holds_from_the_next_request_until_it_is_taken_away() {
    let shop = Shop::open();
    let chief = shop.registered("chief@example.com");
    let ada = shop.registered("ada@example.com");
    shop.promote("chief@example.com", Rank::Chief);
    let path = "/auth/accounts/2/roles/Author";
    assert_eq!(shop.as_bearer(&ada.access, "PUT", path).status, 403);
    assert_eq!(shop.send(&Request::new("PUT", path)).status, 401);
    assert_eq!(shop.as_bearer(&ada.access, "POST", "/write").status, 403);
    for _ in 0..2 {
        assert_eq!(shop.as_bearer(&chief.access, "PUT", path).status, 204);
    }
    assert_eq!(shop.as_bearer(&ada.access, "POST", "/write").status, 204);
    let list = shop.as_bearer(&chief.access, "GET", "/auth/accounts/2/roles");
    assert_eq!(
        (list.member("/0/role"), list.member("/0/granted_by")),
        ("Author".into(), "1".into())
    );
    assert_eq!(shop.as_bearer(&chief.access, "DELETE", path).status, 204);
    assert_eq!(shop.as_bearer(&ada.access, "POST", "/write").status, 403);
    let unknown = shop.as_bearer(&chief.access, "PUT", "/auth/accounts/2/roles/King");
    assert_eq!((unknown.status, unknown.member("/errors/0/pointer")), (422, "/role".to_owned()));
    let nobody = shop.as_bearer(&chief.access, "PUT", "/auth/accounts/99/roles/Author");
    assert_eq!(nobody.status, 404);
}

#[test]
fn nobody_grants_more_than_they_have() {
    let shop = Shop::open();
    let clerk = shop.registered("clerk@example.com");
    shop.promote("clerk@example.com", Rank::Clerk);
    for role in ["Chief", "Author"] {
        let path = format!("/auth/accounts/1/roles/{role}");
        assert_problem(&shop.as_bearer(&clerk.access, "PUT", &path), 403, "forbidden");
    }
    assert_eq!(shop.as_bearer(&clerk.access, "PUT", "/auth/accounts/1/roles/Clerk").status, 204);
    assert_eq!(shop.as_bearer(&clerk.access, "POST", "/write").status, 403);
}

#[test]
fn a_disabled_account_is_nobody_at_once() {
    let shop = Shop::open();
    let chief = shop.registered("chief@example.com");
    let ada = shop.registered("ada@example.com");
    shop.promote("chief@example.com", Rank::Chief);
    let made = Request::new("POST", "/auth/keys").bearer(&ada.access).json(&json!({ "name": "k" }));
    let key = shop.send(&made).member("/key");
    let path = "/auth/accounts/2/disabled";
    assert_eq!(shop.as_bearer(&ada.access, "PUT", path).status, 403);
    assert_eq!(shop.as_bearer(&chief.access, "PUT", path).status, 204);
    assert_eq!(shop.as_bearer(&ada.access, "GET", "/auth/me").status, 401);
    let by_key = Request::new("GET", "/auth/me").header("X-API-Key", &key);
    assert_eq!(shop.send(&by_key).status, 401);
    let body = json!({ "login": "ada@example.com", "password": PASSWORD });
    assert_problem(&shop.post("/auth/login", &body), 401, "wrong_credentials");
    assert_eq!(shop.as_bearer(&chief.access, "DELETE", path).status, 204);
    shop.log_in("ada@example.com");
    assert_eq!(shop.send(&by_key).status, 200);
    let own = shop.as_bearer(&chief.access, "PUT", "/auth/accounts/1/disabled");
    assert_eq!(own.status, 409);
}
