//! What the declarations promise: the access matrix and the document.

use ordain::testing::AccessMatrix;

use super::support::Conduit;

#[test]
fn everybody_meets_what_the_access_matrix_says() {
    let conduit = Conduit::start();
    let differences =
        conduit.run(AccessMatrix::of(conduit.server()).differences()).expect("tokens");
    // The account of a token is gone by then, and so is whoever calls.
    let routes: Vec<&str> = differences.iter().map(|difference| &*difference.route).collect();
    assert_eq!(routes, ["GET /api/user"]);
}

#[test]
fn the_document_has_the_errors_and_the_scheme_of_the_specification() {
    let conduit = Conduit::start();
    let address = format!("http://{}/openapi.json", conduit.server().address());
    let mut answer = ureq::get(address).call().expect("the document");
    let document: serde_json::Value = answer.body_mut().read_json().expect("JSON");
    let create = &document["paths"]["/api/articles"]["post"];
    let codes: Vec<&str> =
        create["responses"].as_object().into_iter().flatten().map(|(code, _)| &**code).collect();
    assert_eq!(codes, ["201", "401", "422", "default"], "{create}");
    let schema = &create["responses"]["422"]["content"]["application/json"]["schema"]["$ref"];
    assert_eq!(schema, "#/components/schemas/Errors");
    let security = &document["components"]["securitySchemes"]["bearer"];
    assert_eq!(
        (&security["type"], &security["in"], &security["name"]),
        (&"apiKey".into(), &"header".into(), &"Authorization".into())
    );
}
