//! What the document says of accounts.

use serde_json::{Value, json};

use super::Shop;

#[test]
fn the_document_has_the_routes_and_every_way_to_be_somebody() {
    let shop = Shop::open();
    let document = shop.server.get("/openapi.json").json();
    let names = |security: &Value| -> Vec<String> {
        let list = security.as_array().unwrap();
        list.iter().flat_map(|one| one.as_object().unwrap().keys().cloned()).collect()
    };
    let me = &document["paths"]["/auth/me"]["get"];
    assert_eq!(names(&me["security"]), ["bearer", "session", "api_key"]);
    let schema = &me["responses"]["200"]["content"]["application/json"]["schema"];
    assert_eq!(schema["$ref"], "#/components/schemas/Person");
    let schemes = &document["components"]["securitySchemes"];
    assert_eq!(schemes["session"]["in"], "cookie");
    assert_eq!(schemes["session"]["name"], "session");
    assert_eq!(schemes["api_key"]["name"], "X-API-Key");
    let registration = &document["components"]["schemas"]["Registration"];
    assert_eq!(registration["required"], json!(["email", "name", "password"]));
    assert_eq!(registration["properties"]["password"]["minLength"], 8);
    assert!(registration["properties"].get("rank").is_none());
    let manage = &document["paths"]["/auth/accounts/{account}/roles"]["get"];
    assert!(manage["description"].as_str().unwrap().contains("`Right::Manage`"), "{manage}");

    let plain = shop
        .second(&[("ORDAIN_ACCOUNTS__COOKIES", "false"), ("ORDAIN_ACCOUNTS__API_KEYS", "false")]);
    let document = plain.get("/openapi.json").json();
    assert_eq!(names(&document["paths"]["/auth/me"]["get"]["security"]), ["bearer"]);
    assert!(document["paths"].get("/auth/session").is_none());
    assert!(document["paths"].get("/auth/keys").is_none());
}
