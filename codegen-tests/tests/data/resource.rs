//! `resource(..)`: the routes of a model, as a client meets them.

use std::time::Duration;

use codegen_tests::client::Request;
use ordain::auth::Tokens;
use ordain::prelude::*;
use serde_json::json;

use super::{SECRET, SERVER, operation, request, send};

#[policy]
enum Right {
    Curate,
}

#[policy(permissions = Right)]
enum Curator {
    #[grants(all)]
    Chief,
}

#[model(resource(
    "/stamps",
    list = public,
    show = public,
    create = Right::Curate,
    update = any(own_stamp, Right::Curate),
    delete = Right::Curate,
))]
struct Stamp {
    #[key]
    pub id: i64,
    #[unique]
    #[column(filter, sort)]
    #[validate(length(min = 2))]
    pub name: String,
    #[read_only]
    #[column(default = 7)]
    pub owner_id: i64,
    #[version]
    pub version: i64,
}

/// Owners change their stamps.
#[policy]
fn own_stamp(actor: &Actor, stamp: &Stamp) -> bool {
    actor.id == stamp.owner_id
}

/// Only what is named exists.
#[model(resource("/coins", list = public, create = authenticated))]
struct Coin {
    #[key]
    pub id: Uuid,
    pub value: i32,
}

fn by(id: i64, request: Request) -> Request {
    let tokens = Tokens::new(&SECRET.into(), Duration::from_secs(60)).unwrap();
    let token = if id == 1 { tokens.issue(id, [Curator::Chief]) } else { tokens.issue(id, ()) };
    request.bearer(token.unwrap().as_str())
}

#[test]
fn the_five_routes_are_there() {
    let new = |name: &str| request("POST", "/stamps").json(&json!({ "name": name }));
    assert_eq!(send(&new("blue")).status, 401);
    assert_eq!(send(&by(7, new("blue"))).status, 403);
    assert_eq!(send(&by(1, new("b"))).status, 422);
    let given = request("POST", "/stamps").json(&json!({ "name": "red", "owner_id": 1 }));
    assert_eq!(send(&by(1, given)).status, 422);
    let created = send(&by(1, new("blue")));
    assert_eq!(created.status, 201, "{}", created.text());
    let address = created.header("location").unwrap().to_owned();
    assert_eq!(address, format!("/stamps/{}", created.member("/id")));
    assert_eq!(send(&by(1, new("blue"))).status, 409);
    send(&by(1, new("green")));

    let shown = send(&request("GET", &address));
    assert_eq!((shown.status, shown.member("/name")), (200, "blue".into()));
    assert_eq!(send(&request("GET", "/stamps/99")).status, 404);
    let list = send(&request("GET", "/stamps?sort=-name&name__contains=e&per_page=1"));
    assert_eq!((list.status, list.member("/total")), (200, "2".into()));
    assert_eq!(list.member("/items/0/name"), "green");
    assert!(list.header("link").unwrap().contains("rel=\"next\""));
    let list = send(&request("GET", "/stamps?per_page=1&total=false"));
    assert_eq!((list.status, list.json().get("total")), (200, None));
    let links = list.header("link").unwrap();
    assert!(links.contains("total=false&page=2&per_page=1>; rel=\"next\""), "{links}");
    assert!(!links.contains("rel=\"last\""), "{links}");
    assert_eq!(send(&request("GET", "/stamps?owner_id=7")).status, 400);

    let change = || request("PATCH", &address).json(&json!({ "name": "navy" }));
    assert_eq!(send(&change()).status, 401);
    assert_eq!(send(&by(8, change().header("If-Match", "\"1\""))).status, 403);
    assert_eq!(send(&by(7, change())).status, 428);
    let changed = send(&by(7, change().header("If-Match", "\"1\"")));
    assert_eq!((changed.status, changed.member("/name")), (200, "navy".into()));

    let delete = || request("DELETE", &address).header("If-Match", "*");
    assert_eq!(send(&by(7, delete())).status, 403);
    assert_eq!(send(&by(1, delete())).status, 204);
    assert_eq!(send(&request("GET", &address)).status, 404);
}

#[test]
fn what_is_not_named_does_not_exist() {
    let created = send(&by(8, request("POST", "/coins").json(&json!({ "value": 2 }))));
    assert_eq!((created.status, created.header("location")), (201, None));
    let path = format!("/coins/{}", created.member("/id"));
    for method in ["GET", "PATCH", "DELETE"] {
        assert_eq!(send(&by(1, request(method, &path))).status, 404, "{method}");
    }
    assert_eq!(send(&request("GET", "/coins")).member("/total"), "1");
    let document = SERVER.get("/openapi.json").json();
    assert!(document["paths"].get("/coins/{id}").is_none());
    assert_eq!(document["paths"]["/coins"].as_object().unwrap().len(), 2);
}

#[test]
fn the_routes_are_documented_as_others() {
    let list = operation("get", "/stamps");
    assert_eq!(
        (&list["summary"], &list["operationId"]),
        (&json!("List stamps"), &json!("list_stamps"))
    );
    let names: Vec<&str> =
        list["parameters"].as_array().unwrap().iter().filter_map(|p| p["name"].as_str()).collect();
    assert!(
        names.contains(&"name__contains") && names.contains(&"sort") && names.contains(&"page")
    );
    let update = operation("patch", "/stamps/{id}");
    for status in ["401", "403", "404", "409", "412", "422", "428"] {
        assert!(update["responses"].get(status).is_some(), "{status}");
    }
    assert_eq!(show_stamp::url(7), "/stamps/7");
}
