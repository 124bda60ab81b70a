//! Who may give a field, of every kind of body.

use ordain::policy::view;

use super::*;

/// Changes of people, inside of something else.
#[dto]
struct Batch {
    #[serde(skip_serializing)]
    first: PersonUpdate,
    #[serde(skip_serializing)]
    others: Vec<PersonUpdate>,
}

#[routes("/write", policy = public)]
mod routes {
    use super::*;

    #[route(put, "/plain/{id}")]
    async fn plain(id: i64, change: PersonUpdate) -> String {
        format!("{id} {}", change.is_empty())
    }

    #[route(put, "/json/{id}")]
    async fn json(
        Json(change): Json<PersonUpdate>,
        person: Found<Person>,
        db: Db,
    ) -> Result<Person> {
        person.update(&db, change).await
    }

    #[route(put, "/form/{id}")]
    async fn form(person: Found<Person>, Form(change): Form<PersonUpdate>) -> String {
        format!("{} {}", person.id, change.is_empty())
    }

    #[route(put, "/own/{id}", policy = any(own_person, Right::ManagePeople))]
    async fn own(person: Authorized<Person>, change: PersonUpdate, db: Db) -> Result<Person> {
        person.update(&db, change).await
    }

    #[route(put, "/own-late/{id}", policy = any(own_person, Right::ManagePeople))]
    async fn own_late(change: PersonUpdate, person: Authorized<Person>, db: Db) -> Result<Person> {
        person.update(&db, change).await
    }

    #[route(post, "/batch/{id}")]
    async fn batch(batch: Batch, person: Found<Person>) -> String {
        format!("{} {}", person.id, batch.others.len())
    }

    #[route(post, "/many")]
    async fn many(Json(rows): Json<Vec<PersonCreate>>) -> String {
        rows.len().to_string()
    }

    #[route(put, "/actix")]
    async fn actix(change: actix_web::web::Json<PersonUpdate>) -> String {
        format!("{:?}", change.points)
    }

    #[route(post, "/copy/{id}")]
    async fn copy(person: Found<Person>, new: PersonCreate) -> String {
        format!("{} {}", person.id, new.note.is_some())
    }
}

/// Who may say whether somebody is shown first.
fn features(caller: Caller) -> bool {
    caller.is_one_of(&[Role::Editor, Role::Admin])
}

/// What a refused caller is told: to sign in, or that they may not.
fn refused(caller: Caller) -> u16 {
    if caller == Caller::STRANGER { 401 } else { 403 }
}

#[test]
fn a_change_gives_a_field_exactly_when_its_rule_accepts_the_caller() {
    for caller in Caller::all() {
        for (at, account) in ACCOUNTS.into_iter().enumerate() {
            let notes = caller.is(account) || caller.is_one_of(&[Role::Admin]);
            let note = json!({"note": format!("note of {account}")});
            for path in ["/people", "/write/json"] {
                let method = if path == "/people" { "PATCH" } else { "PUT" };
                let path = format!("{path}/{}", at + 1);
                let answer = caller.send(method, &path, &note);
                if notes {
                    assert_eq!(answer.status, 200, "{caller:?} {path}: {}", answer.text());
                } else {
                    assert_forbidden(&answer, refused(caller), &["/note"]);
                }
                // Whatever the value is: also the one that is there.
                let answer = caller.send(method, &path, &json!({"featured": false}));
                if features(caller) {
                    assert_eq!(answer.status, 200, "{caller:?} {path}: {}", answer.text());
                } else {
                    assert_forbidden(&answer, refused(caller), &["/featured"]);
                }
            }
        }
    }
}

#[test]
fn what_is_not_given_is_not_refused() {
    let guest = Caller::new(4, Role::Guest);
    assert_eq!(guest.send("PATCH", "/people/1", &json!({})).status, 200);
    assert_eq!(guest.send("PATCH", "/people/1", &json!({"points": 7})).status, 200);
    let null = guest.send("PATCH", "/people/1", &json!({"note": null}));
    assert_forbidden(&null, 403, &["/note"]);
}

#[test]
fn every_field_that_may_not_be_given_is_named_before_any_other_fault() {
    let guest = Caller::new(4, Role::Guest);
    let body = json!({"featured": true, "note": "longer than any note may be", "email": "x"});
    let answer = guest.send("PATCH", "/people/1", &body);
    assert_forbidden(&answer, 403, &["/featured", "/note"]);
    assert!(!answer.text().contains("longer"), "{}", answer.text());
    let own = Caller::new(1, Role::Admin).send("PATCH", "/people/1", &body);
    assert_eq!(own.status, 422, "{}", own.text());
    assert_eq!(faults(&own).len(), 2, "{}", own.text());
}

#[test]
fn a_new_row_belongs_to_nobody_yet() {
    let new = |extra: Value| {
        let mut body = json!({"account": 4, "email": "of-4@example.org"});
        body.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        body
    };
    // Into a database of its own: the others count their rows.
    let place = Place::in_file();
    let server = start("dev", &place);
    let send =
        |caller: Caller, body: Value| server.send(&caller.request("POST", "/people").json(&body));
    let owner = Caller::new(4, Role::Guest);
    let created = send(owner, new(json!({})));
    assert_eq!(created.status, 201, "{}", created.text());
    assert_eq!(
        (created.member("/featured"), created.member("/note")),
        ("false".into(), "null".into())
    );
    assert_forbidden(&send(owner, new(json!({"note": "mine"}))), 403, &["/note"]);
    assert_forbidden(&send(owner, new(json!({"featured": false}))), 403, &["/featured"]);
    assert_forbidden(&send(Caller::STRANGER, new(json!({"featured": true}))), 401, &["/featured"]);
    let admin = Caller::new(9, Role::Admin);
    let created = send(admin, new(json!({"note": "theirs", "featured": true})));
    assert_eq!(
        (created.status, &*created.member("/featured")),
        (201, "true"),
        "{}",
        created.text()
    );

    // The row that the path names is another one.
    let owner = Caller::new(1, Role::Guest);
    let copied = owner.send("POST", "/write/copy/1", &new(json!({"note": "mine"})));
    assert_forbidden(&copied, 403, &["/note"]);
}

#[test]
fn every_kind_of_body_is_asked() {
    let (guest, editor) = (Caller::new(4, Role::Guest), Caller::new(4, Role::Editor));
    let one = json!({"featured": true});
    for (method, path, body, pointers) in [
        ("PUT", "/write/plain/1", one.clone(), vec!["/featured"]),
        ("PUT", "/write/json/1", one.clone(), vec!["/featured"]),
        (
            "POST",
            "/write/batch/1",
            json!({"first": one, "others": [{}, one]}),
            vec!["/first/featured", "/others/1/featured"],
        ),
        (
            "POST",
            "/write/many",
            json!([{"account": 1, "email": "a@b.c", "featured": true}]),
            vec!["/0/featured"],
        ),
    ] {
        assert_forbidden(&guest.send(method, path, &body), 403, &pointers);
        let answer = editor.send(method, path, &body);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    }
    let form = |caller: Caller, body: &str| {
        let request = caller.request("PUT", "/write/form/1");
        SERVER.0.send(&request.body("application/x-www-form-urlencoded", body))
    };
    assert_forbidden(&form(guest, "featured=true"), 403, &["/featured"]);
    assert_eq!(form(editor, "featured=true").status, 200);
    assert_eq!(form(Caller::new(1, Role::Guest), "note=mine").text(), "1 false");
    assert_eq!(editor.send("PATCH", "/people/1", &json!({"featured": false})).status, 200);
}

#[test]
fn the_row_is_the_one_that_the_policy_decided_over() {
    let (owner, admin) = (Caller::new(3, Role::Guest), Caller::new(9, Role::Admin));
    for path in ["/write/own/4", "/write/own-late/4"] {
        for caller in [owner, admin] {
            let answer = caller.send("PUT", path, &json!({"note": "note of 3"}));
            assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        }
        assert_forbidden(&owner.send("PUT", path, &json!({"featured": true})), 403, &["/featured"]);
    }
}

#[test]
fn without_its_row_a_policy_function_accepts_nobody() {
    let owner = Caller::new(1, Role::Guest);
    let note = json!({"note": "mine"});
    assert_forbidden(&owner.send("PUT", "/write/plain/1", &note), 403, &["/note"]);
    // Those inside may be about any row.
    let batch = json!({"first": note, "others": []});
    assert_forbidden(&owner.send("POST", "/write/batch/1", &batch), 403, &["/first/note"]);
    let missing = owner.send("PATCH", "/people/99", &note);
    assert_eq!(missing.status, 404, "{}", missing.text());
}

#[test]
fn in_development_a_refusal_says_what_would_pass() {
    let guest = Caller::new(4, Role::Guest);
    let message = |answer: &Answer| answer.member("/errors/0/message");
    let body = json!({"featured": true});
    let told = message(&guest.send("PATCH", "/people/1", &body));
    assert_eq!(
        told,
        "`Right::Feature` does not accept actor 4 with `Role::Guest`: `Right::Feature` is missing \
         (granted by `Role::Editor`, `Role::Admin`)"
    );
    let told = message(&guest.send("PATCH", "/people/1", &json!({"note": "x"})));
    assert!(told.contains("`own_person` must hold for the `Person`"), "{told}");

    let place = Place::in_file();
    let production = start("prod", &place);
    let answer = production.send(&guest.request("PATCH", "/people/1").json(&body));
    assert_forbidden(&answer, 403, &["/featured"]);
    assert_eq!(message(&answer), "you may not give this field");
}

#[test]
fn what_nobody_decides_about_is_not_read() {
    let body = json!({"featured": true});
    let refused = serde_json::from_value::<PersonUpdate>(body.clone()).unwrap_err().to_string();
    assert!(refused.contains("nobody decides here who may give this field"), "{refused}");
    let new = json!({"account": 1, "email": "a@b.c", "note": "x"});
    assert!(serde_json::from_value::<PersonCreate>(new).is_err());
    let taken = view::as_application(|| serde_json::from_value::<PersonUpdate>(body)).unwrap();
    assert_eq!(taken.featured, Some(true));
    assert!(serde_json::from_value::<PersonUpdate>(json!({"points": 1})).is_ok());
    // An extractor of actix checks nothing, so it is not given the field.
    let admin = Caller::new(1, Role::Admin);
    assert_eq!(admin.send("PUT", "/write/actix", &json!({"featured": true})).status, 400);
    assert_eq!(admin.send("PUT", "/write/actix", &json!({"points": 1})).status, 200);
}
