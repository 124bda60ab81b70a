//! Registering, signing in, and one's own account.

use super::support::Conduit;
use serde_json::{Value, json};

fn user(name: &str, email: &str, password: &str) -> Value {
    json!({"user": {"username": name, "email": email, "password": password}})
}

#[test]
fn somebody_registers_signs_in_and_is_known() {
    let conduit = Conduit::start();
    let answer =
        conduit.post("/users", "", &user("ada", "ada@conduit.example", "secret")).expect(201);
    let token = answer["user"]["token"].as_str().expect("a token");
    assert_eq!(
        answer,
        json!({"user": {
            "username": "ada", "email": "ada@conduit.example", "token": token, "bio": null, "image": null,
        }})
    );
    let credentials = json!({"user": {"email": "ada@conduit.example", "password": "secret"}});
    let answer = conduit.post("/users/login", "", &credentials).expect(200);
    let token = answer["user"]["token"].as_str().expect("a token");
    let answer = conduit.get("/user", token).expect(200);
    assert_eq!(answer["user"]["username"], "ada");
}

#[test]
fn what_is_taken_is_told() {
    let conduit = Conduit::start();
    conduit.register("ada");
    conduit.post("/users", "", &user("ada", "other@conduit.example", "secret")).refused(
        409,
        "username",
        "has already been taken",
    );
    conduit.post("/users", "", &user("other", "ada@conduit.example", "secret")).refused(
        409,
        "email",
        "has already been taken",
    );
    let other = conduit.register("bob");
    conduit.put("/user", &other, &json!({"user": {"username": "ada"}})).refused(
        422,
        "username",
        "has already been taken",
    );
}

#[test]
fn what_is_missing_or_empty_is_told() {
    let conduit = Conduit::start();
    let answer = conduit.post("/users", "", &user("", " ", "")).expect(422);
    let blank = json!(["can't be blank"]);
    assert_eq!(answer["errors"]["username"], blank);
    assert_eq!(answer["errors"]["email"][0], "can't be blank");
    assert_eq!(answer["errors"]["password"], blank);
    conduit.post("/users", "", &user("ada", "ada", "secret")).refused(422, "email", "is invalid");
    conduit
        .post("/users", "", &json!({"user": {"email": "ada@conduit.example", "password": "x"}}))
        .refused(422, "username", "can't be blank");
    conduit
        .post(
            "/users",
            "",
            &user("ada", "ada@conduit.example", "x").pointer("/none").cloned().unwrap_or(json!({})),
        )
        .refused(422, "user", "can't be blank");
    conduit.post("/users/login", "", &json!({"user": {"email": "", "password": "x"}})).refused(
        422,
        "email",
        "can't be blank",
    );
    conduit.post("/users/login", "", &json!({"user": {"email": null, "password": "x"}})).refused(
        422,
        "email",
        "can't be blank",
    );
}

#[test]
fn wrong_credentials_are_refused_whoever_they_are_of() {
    let conduit = Conduit::start();
    conduit.register("ada");
    for email in ["ada@conduit.example", "nobody@conduit.example"] {
        conduit
            .post("/users/login", "", &json!({"user": {"email": email, "password": "wrong"}}))
            .refused(401, "credentials", "invalid");
    }
}

#[test]
fn a_token_is_missing_or_invalid() {
    let conduit = Conduit::start();
    let token = conduit.register("ada");
    conduit.get("/user", "").refused(401, "token", "is missing");
    conduit.get("/user", "abc.def.ghi").refused(401, "token", "is invalid");
    let bearer = format!("Bearer {token}");
    conduit.send("GET /user", Some(&bearer), None).refused(401, "token", "is invalid");
    let answer = conduit.get("/user", "");
    assert_eq!(answer.header("www-authenticate"), "Token");
    // Where anybody may ask, a token that is not good is refused all the same.
    conduit.get("/articles", "abc.def.ghi").refused(401, "token", "is invalid");
}

#[test]
fn an_account_changes_by_what_is_given() {
    let conduit = Conduit::start();
    let token = conduit.register("ada");
    let change = |change: Value| conduit.put("/user", &token, &json!({ "user": change }));
    let answer =
        change(json!({"bio": "I count.", "image": "https://conduit.example/a.png"})).expect(200);
    assert_eq!(answer["user"]["bio"], "I count.");
    assert_eq!(answer["user"]["email"], "ada@conduit.example");
    let answer = change(json!({"bio": null, "image": ""})).expect(200);
    assert_eq!((&answer["user"]["bio"], &answer["user"]["image"]), (&Value::Null, &Value::Null));
    let answer = change(json!({"username": "ada2", "email": "ada2@conduit.example"})).expect(200);
    assert_eq!(answer["user"]["username"], "ada2");
    for field in ["email", "username", "password"] {
        for value in [json!(null), json!(""), json!("  ")] {
            let answer = change(json!({ field: value })).expect(422);
            assert_eq!(answer["errors"][field][0], "can't be blank", "{answer}");
        }
    }
    change(json!({})).refused(422, "user", "can't be blank");
    change(json!({"password": "another"})).expect(200);
    let credentials = json!({"user": {"email": "ada2@conduit.example", "password": "another"}});
    conduit.post("/users/login", "", &credentials).expect(200);
    conduit.put("/user", "", &json!({"user": {"bio": "x"}})).refused(401, "token", "is missing");
}

#[test]
fn what_cannot_be_read_is_a_422() {
    let conduit = Conduit::start();
    for body in ["", "{", "[]", "7", r#"{"user": 7}"#, r#"{"user": {"email": 7, "password": "x"}}"#]
    {
        let answer = conduit.send("POST /users/login", None, Some(body));
        let errors = answer.expect(422)["errors"].take();
        assert_eq!(errors.as_object().map(serde_json::Map::len), Some(1), "{body}: {errors}");
    }
    let answer = conduit.send("POST /users/login", None, None);
    assert_eq!(answer.status, 422, "without a content type: {}", answer.body);
}
