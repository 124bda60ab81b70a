//! Who reads a field, of every kind of reply.

use std::collections::BTreeMap;

use actix_web::body::BoxBody;
use actix_web::{HttpRequest, HttpResponse, Responder};
use futures_util::StreamExt;
use futures_util::stream::{self, BoxStream};
use ordain::db::Rows;
use ordain::http::{Event, Events, Streamed};
use ordain::model::{Cursor, CursorPage, Sort};
use ordain::policy::view;

use super::*;

/// People inside of something else.
#[dto]
struct Team {
    name: String,
    #[serde(skip_deserializing)]
    lead: Option<Person>,
    #[serde(skip_deserializing)]
    members: Vec<Person>,
    #[serde(skip_deserializing)]
    by_name: BTreeMap<String, Person>,
    inner: Vec<Inner>,
}

/// A type that contains itself.
#[dto]
struct Inner {
    #[serde(skip_deserializing)]
    person: Option<Person>,
    inner: Vec<Inner>,
}

/// A responder of an application, which writes JSON by itself.
struct Handmade(Person);

impl Responder for Handmade {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::Ok().json(self.0)
    }
}

/// A problem that tells of somebody.
#[derive(Debug, ApiError)]
enum Busy {
    /// Somebody else works on it.
    #[status(409)]
    Taken {
        /// Who does.
        person: Person,
    },
    #[transparent]
    Other(ordain::Error),
}

async fn everybody(db: &Db) -> Result<Vec<Person>> {
    Person::query().order(people::id).load(db).await
}

async fn first(db: &Db) -> Result<Person> {
    Person::find(db, 1).await
}

#[routes("/read", policy = public)]
mod routes {
    use super::*;

    #[route(get, "/list")]
    async fn list(db: Db) -> Result<Vec<Person>> {
        everybody(&db).await
    }

    #[route(get, "/cursor")]
    async fn cursor(cursor: Cursor, sort: Sort<Person>, db: Db) -> Result<CursorPage<Person>> {
        cursor.page(Person::query(), sort, &db).await
    }

    #[route(get, "/json")]
    async fn json(db: Db) -> Result<Json<Vec<Person>>> {
        everybody(&db).await.map(Json)
    }

    #[route(get, "/lines")]
    async fn lines(db: Db) -> Result<Lines<Rows<Person>>> {
        Ok(Lines(Person::query().order(people::id).stream(&db).await?))
    }

    #[route(get, "/team")]
    async fn team(db: Db) -> Result<Team> {
        let members = everybody(&db).await?;
        let lead = members.first().cloned();
        let inner = Inner { person: lead.clone(), inner: Vec::new() };
        let inner = vec![Inner { person: None, inner: vec![inner] }];
        let by_name = members.iter().map(|one| (one.id.to_string(), one.clone())).collect();
        Ok(Team { name: "all".to_owned(), lead, members, by_name, inner })
    }

    #[route(get, "/created")]
    async fn created(db: Db) -> Result<Created<Person>> {
        first(&db).await.map(Created::new)
    }

    #[route(get, "/option")]
    async fn option(db: Db) -> Result<Option<Person>> {
        Person::find_optional(&db, 1).await
    }

    #[route(get, "/busy")]
    async fn busy(db: Db) -> Result<NoContent, Busy> {
        let person = first(&db).await.map_err(Busy::Other)?;
        Err(Busy::Taken { person })
    }

    // The types of these two say nothing of what is in them, and it is asked who calls.
    #[route(get, "/events")]
    async fn events(db: Db) -> Result<Events<BoxStream<'static, Result<Event>>>> {
        let people = stream::iter(everybody(&db).await?);
        Ok(Events(people.map(|person| Event::json(&person)).boxed()))
    }

    #[route(get, "/chunks")]
    async fn chunks(db: Db) -> Result<Streamed<BoxStream<'static, Result<actix_web::web::Bytes>>>> {
        let people = stream::iter(everybody(&db).await?);
        let chunks =
            people.map(|person| Ok(format!("{}\n", serde_json::to_string(&person)?).into()));
        Ok(Streamed::new("application/x-ndjson", chunks.boxed()))
    }

    // These ask who calls themselves.
    #[route(get, "/actix")]
    async fn actix(_: Option<Actor>, db: Db) -> Result<actix_web::web::Json<Vec<Person>>> {
        everybody(&db).await.map(actix_web::web::Json)
    }

    #[route(get, "/handmade")]
    async fn handmade(_: Option<Actor>, db: Db) -> Result<Handmade> {
        first(&db).await.map(Handmade)
    }

    // What is written before the reply is written for nobody.
    #[route(get, "/early")]
    async fn early(_: Option<Actor>, db: Db) -> Result<Json<Value>> {
        Ok(Json(serde_json::to_value(first(&db).await?)?))
    }

    #[route(get, "/whole", policy = Right::ManagePeople)]
    async fn whole(db: Db) -> Result<Json<Value>> {
        let row = first(&db).await?;
        Ok(Json(view::as_application(|| serde_json::to_value(row))?))
    }

    #[route(get, "/plain")]
    async fn plain() -> Json<Vec<i64>> {
        Json(vec![1])
    }
}

/// Every person in a value, wherever it stands.
fn people_in(value: &Value, found: &mut Vec<Value>) {
    match value {
        Value::Object(members) if members.contains_key("account") => found.push(value.clone()),
        Value::Object(members) => members.values().for_each(|inner| people_in(inner, found)),
        Value::Array(items) => items.iter().for_each(|inner| people_in(inner, found)),
        _ => {}
    }
}

/// What an answer has in it: one value, or one on each line.
fn people_of(answer: &Answer) -> Vec<Value> {
    let mut found = Vec::new();
    let text = answer.text();
    if answer
        .header("content-type")
        .is_some_and(|kind| kind.contains("json") && !kind.contains("nd"))
    {
        people_in(&answer.json(), &mut found);
    } else {
        for line in text.lines().map(|line| line.trim_start_matches("data: ")) {
            people_in(&serde_json::from_str(line).unwrap_or_default(), &mut found);
        }
    }
    found
}

/// Which fields a caller sees of a person, in plain Rust.
fn expected(caller: Caller, account: i64) -> Vec<&'static str> {
    let mut fields = vec!["account", "featured", "id"];
    if caller.is(account) || caller.is_one_of(&[Role::Admin]) {
        fields.push("email");
    }
    if caller.is(account) {
        fields.push("note");
    }
    if caller != Caller::STRANGER {
        fields.push("points");
    }
    fields.sort_unstable();
    fields
}

const ALL: usize = ACCOUNTS.len();

/// Each kind of reply, and how many people are in it.
const REPLIES: [(&str, usize); 16] = [
    ("/people", ALL),
    ("/people?per_page=2&page=2", 2),
    ("/people/3", 1),
    ("/read/list", ALL),
    ("/read/cursor", ALL),
    ("/read/json", ALL),
    ("/read/lines", ALL),
    ("/read/team", 2 * ALL + 2),
    ("/read/created", 1),
    ("/read/option", 1),
    ("/read/busy", 1),
    ("/read/events", ALL),
    ("/read/chunks", ALL),
    ("/read/actix", ALL),
    ("/read/handmade", 1),
    ("/people/2", 1),
];

#[test]
fn a_field_is_there_exactly_when_its_rule_accepts_the_caller_for_the_row() {
    for caller in Caller::all() {
        for (path, count) in REPLIES {
            let answer = caller.get(path);
            let people = people_of(&answer);
            assert_eq!(people.len(), count, "{path}: {}", answer.text());
            for person in people {
                let account = person["account"].as_i64().unwrap();
                let mut fields: Vec<&str> =
                    person.as_object().unwrap().keys().map(String::as_str).collect();
                fields.sort_unstable();
                assert_eq!(fields, expected(caller, account), "{caller:?} {path}");
                if let Some(email) = person["email"].as_str() {
                    assert_eq!(email, address(account));
                }
            }
        }
    }
}

#[test]
fn what_is_written_before_the_reply_is_written_for_nobody() {
    let owner = Caller::new(1, Role::Admin);
    let early = owner.get("/read/early").json();
    assert!(early["account"] == 1 && early.get("email").is_none(), "{early}");
    let whole = owner.get("/read/whole").json();
    assert_eq!(
        (&whole["email"], &whole["note"]),
        (&json!("of-1@example.org"), &json!("note of 1"))
    );
}

#[test]
fn bad_credentials_are_refused_where_it_matters_who_calls() {
    let forged = |path| SERVER.0.send(&Request::new("GET", path).bearer("forged")).status;
    assert_eq!(forged("/people/1"), 401);
    assert_eq!(forged("/read/plain"), 200);
}

#[test]
fn no_cache_gives_one_caller_what_another_one_was_answered() {
    let paths =
        ["/people", "/people/1", "/read/lines", "/read/chunks", "/read/actix", "/people?page=9"];
    for path in paths {
        let answer = Caller::new(1, Role::Guest).get(path);
        assert_eq!(answer.header("vary"), Some("Authorization, Cookie, X-Api-Key"), "{path}");
        assert_eq!(answer.header("cache-control"), Some("private"), "{path}");
    }
    let plain = Caller::STRANGER.get("/read/plain");
    assert_eq!((plain.header("vary"), plain.header("cache-control")), (None, None));
}

#[test]
fn a_value_written_by_hand_has_what_everybody_reads() {
    let person =
        Person { id: 1, account: 1, email: address(1), featured: false, note: None, points: 0 };
    let keys = |value: Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(json!(person)), ["account", "featured", "id"]);
    let owner = Actor::new(1, ());
    let seen = view::as_caller(Some(&owner), || json!(person));
    assert_eq!(keys(seen), ["account", "email", "featured", "id", "note", "points"]);
    // A log is for those who run the application: it is complete.
    assert!(format!("{person:?}").contains("of-1@example.org"));
}
