//! Microsoft, at an address that several tenants share: each token is of the tenant that it names, or of none.

use codegen_tests::client::Answer;
use serde_json::{Value, json};

use super::fake::{self, Fake};
use super::{Browser, Shop, assert_problem};

const ONE: &str = "72f988bf-86f1-41af-91ab-2d7cd011db47";
const OTHER: &str = "0f4b1c6e-1111-4222-8333-944445555666";
const PERSONAL: &str = "9188040d-6c67-4c5b-b112-36a304b66dad";

fn shop(fake: &Fake, shared: &str) -> Shop {
    let issuer = format!("{}/{shared}/v2.0", fake.issuer());
    Shop::with(&[
        ("ORDAIN_AUTH__PROVIDERS__MICROSOFT__ISSUER", &issuer),
        ("ORDAIN_AUTH__PROVIDERS__MICROSOFT__CLIENT_ID", "shop"),
        ("ORDAIN_AUTH__PROVIDERS__MICROSOFT__CLIENT_SECRET", fake::CLIENT_SECRET),
    ])
    .unwrap()
}

/// Tokens are of this tenant, and say that they are from that issuer.
fn of(fake: &Fake, tenant: &str, issuer: &str) {
    let (tenant, issuer) = (tenant.to_owned(), format!("{}/{issuer}/v2.0", fake.issuer()));
    fake.script().change = Some(Box::new(move |claims: &mut Value| {
        claims["tid"] = json!(tenant);
        claims["iss"] = json!(issuer);
        claims["xms_edov"] = json!(true);
    }));
}

#[track_caller]
fn assert_refused(answer: &Answer, fault: &str) {
    assert_problem(answer, 401, "id_token_refused");
    assert_eq!(answer.member("/fault"), fault);
    assert_eq!(answer.header("set-cookie"), None);
}

const NO_TENANT: &str = "it is from no tenant that signs in here";
const ANOTHER: &str = "it is from another issuer";

#[test]
fn people_of_all_tenants_sign_in_and_each_is_somebody_else() {
    let fake = Fake::start();
    let shop = shop(&fake, "common");
    of(&fake, ONE, ONE);
    let mut ada = Browser::new(&shop);
    ada.signed_in(&fake, "microsoft");
    assert_eq!(ada.me()["email"], "ada@example.com");
    let mut again = Browser::new(&shop);
    again.signed_in(&fake, "microsoft");
    assert_eq!(again.me(), ada.me());
    // The same name in another tenant is another person.
    of(&fake, OTHER, OTHER);
    fake.script().person["email"] = json!("eve@example.com");
    let mut eve = Browser::new(&shop);
    eve.signed_in(&fake, "microsoft");
    assert_ne!(eve.me()["id"], ada.me()["id"]);
    of(&fake, PERSONAL, PERSONAL);
    fake.script().person["email"] = json!("bob@example.com");
    Browser::new(&shop).signed_in(&fake, "microsoft");
    assert_eq!(fake.script().described, 1, "what is said holds for all of them");
}

#[test]
fn a_token_of_another_tenant_than_it_names_is_refused() {
    let fake = Fake::start();
    let shop = shop(&fake, "common");
    let try_in = || Browser::new(&shop).sign_in(&fake, "microsoft");
    of(&fake, ONE, OTHER);
    assert_refused(&try_in(), ANOTHER);
    of(&fake, ONE, "common");
    assert_refused(&try_in(), ANOTHER);
    for tenant in ["common", "{tenantid}", "", "../evil", &ONE.to_uppercase()] {
        of(&fake, tenant, tenant);
        assert_refused(&try_in(), NO_TENANT);
    }
    fake.script().change = Some(Box::new(|claims| {
        claims["iss"] = json!(format!("{}/{ONE}/v2.0", claims["iss"].as_str().unwrap()));
    }));
    assert_refused(&try_in(), NO_TENANT);
    fake.script().change = Some(Box::new(|claims| {
        claims["tid"] = json!(ONE);
        claims["iss"] = json!(format!("https://evil.example/{ONE}/v2.0"));
    }));
    assert_refused(&try_in(), ANOTHER);
}

#[test]
fn a_key_signs_for_its_own_tenants_only() {
    let fake = Fake::start();
    let pattern = |tenant: &str| Some(format!("{}/{tenant}/v2.0", fake.issuer()));
    fake.script().key_issuer = pattern(ONE);
    let one = shop(&fake, "common");
    of(&fake, ONE, ONE);
    Browser::new(&one).signed_in(&fake, "microsoft");
    of(&fake, OTHER, OTHER);
    let answer = Browser::new(&one).sign_in(&fake, "microsoft");
    assert_refused(&answer, "its signature is not the provider's");
    fake.script().key_issuer = pattern("{tenantid}");
    let all = shop(&fake, "common");
    Browser::new(&all).signed_in(&fake, "microsoft");
}

#[test]
fn personal_accounts_are_no_organization() {
    let fake = Fake::start();
    let shop = shop(&fake, "organizations");
    of(&fake, PERSONAL, PERSONAL);
    assert_refused(&Browser::new(&shop).sign_in(&fake, "microsoft"), NO_TENANT);
    of(&fake, ONE, ONE);
    Browser::new(&shop).signed_in(&fake, "microsoft");
}

#[test]
fn an_address_is_proved_by_microsoft_alone() {
    let fake = Fake::start();
    let shop = shop(&fake, "common");
    let issuer = format!("{}/{ONE}/v2.0", fake.issuer());
    // Whoever has a tenant can say so.
    fake.script().change = Some(Box::new(move |claims: &mut Value| {
        claims["tid"] = json!(ONE);
        claims["iss"] = json!(issuer);
        claims["email_verified"] = json!(true);
    }));
    let answer = Browser::new(&shop).sign_in(&fake, "microsoft");
    assert_problem(&answer, 403, "address_not_verified");
}

#[test]
fn an_address_that_is_of_somebody_else_is_not_believed() {
    let fake = Fake::start();
    let shop = shop(&fake, "common");
    of(&fake, ONE, ONE);
    for issuer in ["https://evil.example/{tenantid}/v2.0", "{tenantid}", ""] {
        fake.script().issuer = Some(issuer.to_owned());
        let answer = Browser::new(&shop).get("/auth/oauth/microsoft?next=/home");
        assert_problem(&answer, 502, "provider_failed");
    }
    fake.script().issuer = None;
    Browser::new(&shop).signed_in(&fake, "microsoft");
}
