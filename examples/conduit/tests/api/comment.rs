//! Comments under articles.

use super::support::Conduit;
use serde_json::{Value, json};

fn comment(body: &str) -> Value {
    json!({"comment": {"body": body}})
}

#[test]
fn comments_are_written_listed_and_deleted() {
    let conduit = Conduit::start();
    let (ada, bob) = (conduit.register("ada"), conduit.register("bob"));
    let path = format!("/articles/{}/comments", conduit.write(&ada, "Talk", &[]));
    assert_eq!(conduit.get(&path, "").expect(200), json!({"comments": []}));
    let first = conduit.post(&path, &bob, &comment("First")).expect(201)["comment"].take();
    let (id, at) = (first["id"].as_i64().expect("a number"), &first["createdAt"]);
    assert_eq!(
        first,
        json!({
            "id": id, "body": "First", "createdAt": at, "updatedAt": at,
            "author": {"username": "bob", "bio": null, "image": null, "following": false},
        })
    );
    conduit.post(&path, &ada, &comment("Second")).expect(201);
    conduit.post("/profiles/bob/follow", &ada, &Value::Null).expect(200);
    let list = conduit.get(&path, &ada).expect(200);
    let texts: Vec<_> = (0..2).map(|at| &list["comments"][at]["body"]).collect();
    assert_eq!(texts, ["Second", "First"]);
    assert_eq!(list["comments"][1]["author"]["following"], true);

    conduit.delete(&format!("{path}/{id}"), &ada).refused(403, "comment", "forbidden");
    assert_eq!(conduit.delete(&format!("{path}/{id}"), &bob).expect(204), "");
    conduit.delete(&format!("{path}/{id}"), &bob).refused(404, "comment", "not found");
    assert_eq!(conduit.get(&path, "").expect(200)["comments"].as_array().map(Vec::len), Some(1));
}

#[test]
fn what_is_wrong_with_a_comment_is_told() {
    let conduit = Conduit::start();
    let (ada, bob) = (conduit.register("ada"), conduit.register("bob"));
    let path = format!("/articles/{}/comments", conduit.write(&ada, "Talk", &[]));
    let other = format!("/articles/{}/comments", conduit.write(&ada, "Other", &[]));
    let id = conduit.post(&path, &ada, &comment("Mine")).expect(201)["comment"]["id"].take();
    conduit.post(&path, &ada, &comment("")).refused(422, "body", "can't be blank");
    conduit.post(&path, &ada, &json!({"comment": {}})).refused(422, "body", "can't be blank");
    conduit.post(&path, "", &comment("x")).refused(401, "token", "is missing");
    conduit.delete(&format!("{path}/{id}"), "").refused(401, "token", "is missing");
    conduit.get("/articles/none/comments", "").refused(404, "article", "not found");
    conduit.post("/articles/none/comments", &ada, &comment("")).refused(
        404,
        "article",
        "not found",
    );
    // The article comes first, whoever asks.
    for token in [&ada, &bob] {
        conduit.delete(&format!("/articles/none/comments/{id}"), token).refused(
            404,
            "article",
            "not found",
        );
    }
    conduit.delete(&format!("{other}/{id}"), &ada).refused(404, "comment", "not found");
    conduit.delete(&format!("{path}/999999"), &ada).refused(404, "comment", "not found");
    assert_eq!(conduit.delete(&format!("{path}/x"), &ada).status, 422);
    conduit.get(&path, "").expect(200);
}
