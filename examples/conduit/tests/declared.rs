//! What the declarations promise: the access matrix, the document, and the number of statements of a list.

mod support;

use std::sync::atomic::{AtomicUsize, Ordering};

use diesel::connection::{InstrumentationEvent, set_default_instrumentation};
use ordain::testing::access_matrix;
use support::Conduit;

static STATEMENTS: AtomicUsize = AtomicUsize::new(0);

fn count(event: InstrumentationEvent<'_>) {
    if matches!(event, InstrumentationEvent::StartQuery { .. }) {
        STATEMENTS.fetch_add(1, Ordering::Relaxed);
    }
}

#[test]
fn a_list_costs_as_many_statements_whatever_its_length() {
    set_default_instrumentation(|| Some(Box::new(count))).expect("nobody looks meanwhile");
    let conduit = Conduit::start();
    let ada = conduit.register("ada");
    let cost = |length: usize| {
        let before = STATEMENTS.load(Ordering::Relaxed);
        let list = conduit.get("/articles?limit=100", &ada).expect(200);
        assert_eq!(list["articles"].as_array().map(Vec::len), Some(length));
        STATEMENTS.load(Ordering::Relaxed) - before
    };
    conduit.write(&ada, "The first", &["one", "two"]);
    let of_one = cost(1);
    for number in 0..29 {
        let slug = conduit.write(&ada, &format!("Number {number}"), &["one", "two", "three"]);
        conduit
            .post(&format!("/articles/{slug}/favorite"), &ada, &serde_json::Value::Null)
            .expect(200);
    }
    assert_eq!(cost(30), of_one);
    assert_eq!(of_one, 3, "the number, the articles, their tags");
}

#[test]
fn everybody_meets_what_the_access_matrix_says() {
    let conduit = Conduit::start();
    conduit.run(access_matrix(conduit.server())).expect("tokens");
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
    let scheme = &document["components"]["securitySchemes"]["bearer"];
    assert_eq!(
        (&scheme["type"], &scheme["in"], &scheme["name"]),
        (&"apiKey".into(), &"header".into(), &"Authorization".into())
    );
}
