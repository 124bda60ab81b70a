//! What the document says of fields with rules.

use super::*;

fn document() -> Value {
    Caller::STRANGER.get("/openapi.json").json()
}

#[test]
fn a_field_says_who_reads_it() {
    let schema = &document()["components"]["schemas"]["Person"];
    let required: Vec<&str> =
        schema["required"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert_eq!(required, ["id", "account", "featured"]);
    let email = &schema["properties"]["email"];
    assert_eq!(email["x-ordain-read"], "any(own_person, Right::ManagePeople)");
    assert_eq!(
        email["description"],
        "Where to reach them.\n\nRead by `any(own_person, Right::ManagePeople)`."
    );
    assert_eq!(schema["properties"]["note"]["x-ordain-read"], "own_person");
    assert!(schema["properties"]["featured"].get("x-ordain-read").is_none());
}

#[test]
fn a_field_says_who_writes_it() {
    let document = document();
    for name in ["PersonCreate", "PersonUpdate"] {
        let schema = &document["components"]["schemas"][name];
        let required = schema["required"].as_array().cloned().unwrap_or_default();
        assert!(!required.contains(&json!("featured")), "{name}: {required:?}");
        let featured = &schema["properties"]["featured"];
        assert_eq!(featured["x-ordain-write"], "Right::Feature", "{name}");
        let text = "Whether it is shown first.\n\nWritten by `Right::Feature`.";
        assert_eq!(featured["description"], text, "{name}");
        assert!(schema["properties"]["email"].get("x-ordain-write").is_none(), "{name}");
    }
}

#[test]
fn operations_say_that_it_matters_who_calls() {
    let document = document();
    let bearer = json!([{}, {"bearer": []}]);
    for (method, path) in [
        ("get", "/people"),
        ("get", "/people/{id}"),
        ("get", "/read/team"),
        ("get", "/read/lines"),
        ("post", "/write/many"),
    ] {
        let operation = &document["paths"][path][method];
        assert_eq!(operation["security"], bearer, "{path}");
        assert!(operation["responses"]["401"].is_object(), "{path}");
    }
    assert_eq!(document["paths"]["/read/plain"]["get"]["security"], json!([]));
    for (method, path) in
        [("post", "/people"), ("patch", "/people/{id}"), ("post", "/write/batch/{id}")]
    {
        let refused = &document["paths"][path][method]["responses"]["403"];
        let text = refused["description"].as_str().unwrap_or_default();
        assert!(
            text.contains("A field is given that the caller may not write"),
            "{path}: {refused}"
        );
    }
    assert!(document["paths"]["/people"]["get"]["responses"].get("403").is_none());
}
