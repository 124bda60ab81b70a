//! `#[dto]`: what is read, what is refused, and what the document says about it.

use std::collections::HashMap;
use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use ordain::http::{Change, Input, Millis, Output, QueryInput};
use ordain::schema::{JsonSchema, Schemas, parameters};
use ordain::validate::{Regex, check};
use ordain::{Violation, dto};
use serde_json::{Value, json};

static SLUG: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("^[a-z-]+$").unwrap_or_else(|_| unreachable!()));
const MOST: u64 = 5;

fn no_shouting(text: &str) -> Result<(), &'static str> {
    if text.chars().any(char::is_lowercase) { Ok(()) } else { Err("must not shout") }
}

fn ten() -> u32 {
    10
}

/// A post, as a client writes it.
#[dto]
#[derive(Debug, PartialEq)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Draft {
    /// In one line.
    #[validate(length(min = 1, max = 20), custom(function = no_shouting))]
    #[example("A title", "Another")]
    post_title: String,
    #[serde(rename = "slug")]
    #[validate(regex(path = SLUG, code = "slug", message = "must be a slug"))]
    address: Option<String>,
    #[validate(length(max = MOST))]
    tags: Vec<Tag>,
    #[serde(default = "ten")]
    #[validate(range(min = 1, max = 100))]
    size: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    by: Option<Box<Author>>,
    #[validate(required, range(exclusive_min = 0.0))]
    price: Option<f64>,
    status: Status,
    #[serde(default)]
    answers: HashMap<String, Author>,
    #[serde(skip_deserializing)]
    id: i64,
    #[serde(default, skip_serializing)]
    secret: Option<String>,
    #[serde(skip)]
    cached: bool,
    written_at: Option<DateTime<Utc>>,
}

/// Who wrote it.
#[dto]
#[derive(Debug, PartialEq)]
struct Author {
    #[validate(email)]
    mail: String,
    #[serde(default)]
    friends: Vec<Author>,
}

/// A word.
#[dto]
#[derive(Debug, PartialEq)]
struct Tag(#[validate(length(min = 2), does_not_contain(pattern = " "))] String);

/// How far the post is.
#[dto]
#[derive(Debug, PartialEq)]
#[serde(rename_all = "kebab-case")]
enum Status {
    /// Nobody sees it.
    InDraft,
    #[serde(rename = "public", alias = "open")]
    Published,
    #[serde(skip)]
    #[expect(dead_code, reason = "it is not on the wire")]
    Unknown,
}

/// What is looked for.
#[dto(query)]
struct Search {
    #[validate(length(min = 3))]
    text: String,
    #[serde(default)]
    #[validate(contains(pattern = "-"))]
    label: Option<String>,
    #[serde(default)]
    status: Vec<Status>,
}

#[dto]
struct Envelope<T> {
    content: T,
    #[validate(required)]
    more: Option<Vec<T>>,
}

#[dto]
#[serde(transparent)]
struct Price {
    #[validate(range(min = 0))]
    cents: i64,
}

#[dto]
struct Passwords {
    #[validate(length(min = 8), non_control_character)]
    password: String,
    #[validate(must_match(other = password))]
    again: String,
    #[validate(ip)]
    #[expect(clippy::option_option, reason = "absent and `null` are told apart")]
    from: Option<Option<String>>,
    #[validate(url)]
    home: Option<String>,
}

#[dto]
#[derive(Default)]
#[serde(default)]
struct Settings {
    dark: bool,
    name: String,
}

fn faults<T: Input>(body: Value) -> Vec<(String, String)> {
    let value: T = serde_json::from_value(body).unwrap_or_else(|error| panic!("{error}"));
    let Err(error) = check(&value) else { return Vec::new() };
    let pair = |violation: &Violation| (violation.pointer.clone(), violation.code.to_string());
    error.violations().iter().map(pair).collect()
}

fn schema<T: JsonSchema>(name: &str) -> Value {
    let mut schemas = Schemas::new();
    schemas.of::<T>();
    let found = schemas.into_named().find(|(other, _)| other == name);
    serde_json::to_value(found.map(|(_, schema)| schema)).unwrap_or_default()
}

fn draft() -> Value {
    json!({
        "postTitle": "Hello", "slug": "hello", "tags": ["ab"], "price": 1.5, "status": "open",
    })
}

fn with(mut body: Value, name: &str, value: Value) -> Value {
    body[name] = value;
    body
}

#[test]
fn a_good_body_is_read_as_serde_reads_it() {
    assert_eq!(faults::<Draft>(draft()), []);
    let value: Draft = serde_json::from_value(draft()).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(value.size, 10);
    assert_eq!(value.status, Status::Published);
    assert_eq!(
        serde_json::to_value(&value).unwrap_or_default(),
        json!({
            "postTitle": "Hello", "slug": "hello", "tags": ["ab"], "size": 10, "price": 1.5,
            "status": "public", "answers": {}, "id": 0, "writtenAt": null,
        })
    );
    assert!(serde_json::from_value::<Draft>(with(draft(), "nothing", json!(1))).is_err());
}

#[test]
fn all_faults_are_reported_at_their_places() {
    let friend = json!({"mail": "x", "friends": [{"mail": "y"}]});
    let body = json!({
        "postTitle": "", "slug": "No Slug", "tags": ["a", "ab", "a b"], "size": 0,
        "by": friend, "price": null, "status": "in-draft", "answers": {"a/b": {"mail": "z"}},
    });
    let expected = [
        ("/postTitle", "length"),
        ("/postTitle", "custom"),
        ("/slug", "slug"),
        ("/tags/0", "length"),
        ("/tags/2", "does_not_contain"),
        ("/size", "range"),
        ("/by/mail", "email"),
        ("/by/friends/0/mail", "email"),
        ("/price", "required"),
        ("/answers/a~1b/mail", "email"),
    ];
    let expected = expected.map(|(pointer, code)| (pointer.to_owned(), code.to_owned()));
    assert_eq!(faults::<Draft>(body), expected);
}

#[test]
fn a_message_of_the_declaration_replaces_the_rules_own() {
    let value: Draft = serde_json::from_value(with(draft(), "slug", json!("A")))
        .unwrap_or_else(|error| panic!("{error}"));
    let Err(error) = check(&value) else { panic!("no fault") };
    assert_eq!(error.violations()[0].message, "must be a slug");
}

#[test]
fn fields_are_compared_and_options_looked_through() {
    let good = json!({"password": "12345678", "again": "12345678", "from": "::1", "home": null});
    assert_eq!(faults::<Passwords>(good), []);
    let bad = json!({"password": "1234567\u{7}", "again": "1", "from": "x", "home": "y"});
    let found: Vec<String> =
        faults::<Passwords>(bad).into_iter().map(|(pointer, code)| pointer + " " + &code).collect();
    let expected =
        ["/password non_control_character", "/again must_match", "/from ip", "/home url"];
    assert_eq!(found, expected);
}

#[test]
fn the_schema_says_what_is_checked() {
    let author = "#/components/schemas/Author";
    let expected = json!({
        "type": "object",
        "description": "A post, as a client writes it.",
        "required": ["postTitle", "tags", "price", "status", "id"],
        "properties": {
            "postTitle": {
                "type": "string", "minLength": 1, "maxLength": 20,
                "examples": ["A title", "Another"], "description": "In one line.",
            },
            "slug": {"type": ["string", "null"], "pattern": "^[a-z-]+$"},
            "tags": {
                "type": "array", "items": {"$ref": "#/components/schemas/Tag"}, "maxItems": 5,
            },
            "size": {
                "type": "integer", "format": "int64", "minimum": 1, "maximum": 100, "default": 10,
            },
            "by": {"oneOf": [{"$ref": author}, {"type": "null"}]},
            "price": {"type": "number", "format": "double", "exclusiveMinimum": 0},
            "status": {"$ref": "#/components/schemas/Status"},
            "answers": {
                "type": "object", "additionalProperties": {"$ref": author}, "default": {},
            },
            "id": {"type": "integer", "format": "int64", "readOnly": true},
            "secret": {"type": ["string", "null"], "writeOnly": true},
            "writtenAt": {"type": ["string", "null"], "format": "date-time"},
        },
        "additionalProperties": false,
    });
    assert_eq!(schema::<Draft>("Draft"), expected);
}

#[test]
fn named_parts_have_schemas_of_their_own() {
    assert_eq!(
        schema::<Draft>("Tag"),
        json!({
            "type": "string", "minLength": 2, "description": "A word.\n\nMust not contain ` `.",
        })
    );
    assert_eq!(
        schema::<Draft>("Status"),
        json!({
            "type": "string", "enum": ["in-draft", "public"],
            "description": "How far the post is.\n\n- `in-draft`: Nobody sees it.",
        })
    );
    let author = schema::<Draft>("Author");
    assert_eq!(author["properties"]["friends"]["default"], json!([]));
    assert_eq!(author["properties"]["mail"], json!({"type": "string", "format": "email"}));
    assert_eq!(author["required"], json!(["mail"]));
}

#[test]
fn a_query_is_parameters() {
    fn is_query<T: QueryInput>() -> Vec<(String, bool, Value)> {
        let found = parameters::<T>(&mut Schemas::new()).into_iter();
        found.map(|one| (one.name, one.required, json!(one.schema))).collect()
    }
    let status = json!({
        "type": "array", "items": {"$ref": "#/components/schemas/Status"}, "default": [],
    });
    let expected = [
        ("text".to_owned(), true, json!({"type": "string", "minLength": 3})),
        ("label".to_owned(), false, json!({"type": "string"})),
        ("status".to_owned(), false, status),
    ];
    assert_eq!(is_query::<Search>(), expected);
}

#[test]
fn generic_types_are_named_after_their_parameters() {
    let named = schema::<Envelope<Author>>("EnvelopeOfAuthor");
    assert_eq!(named["properties"]["content"], json!({"$ref": "#/components/schemas/Author"}));
    assert_eq!(named["required"], json!(["content", "more"]));
    assert!(schema::<Envelope<String>>("EnvelopeOfString").is_object());
    let body = json!({"content": {"mail": "x"}, "more": [{"mail": "a@b.c"}, {"mail": "y"}]});
    let found: Vec<String> =
        faults::<Envelope<Author>>(body).into_iter().map(|(pointer, _)| pointer).collect();
    assert_eq!(found, ["/content/mail", "/more/1/mail"]);
}

#[test]
fn a_transparent_struct_is_its_value() {
    let expected = json!({"type": "integer", "format": "int64", "minimum": 0});
    assert_eq!(schema::<Price>("Price"), expected);
    assert_eq!(faults::<Price>(json!(-1)), [(String::new(), "range".to_owned())]);
}

#[test]
fn a_default_of_the_struct_is_one_of_each_field() {
    let found = schema::<Settings>("Settings");
    assert_eq!(found.get("required"), None);
    assert_eq!(found["properties"]["dark"]["default"], json!(false));
    assert_eq!(found["properties"]["name"]["default"], json!(""));
}

/// What is changed of a post.
#[dto]
#[derive(Default, Debug, PartialEq)]
#[serde(default)]
struct DraftChange {
    #[validate(length(min = 1, max = 20), custom(function = no_shouting))]
    title: Change<String>,
    #[validate(range(min = 0))]
    price: Change<Option<i32>>,
    #[validate(length(max = 1))]
    tags: Change<Vec<Tag>>,
    author: Change<Author>,
}

#[test]
fn what_is_left_out_of_a_change_is_kept_and_null_is_no_such_thing() {
    let read = |body| serde_json::from_value::<DraftChange>(body);
    let kept = read(json!({})).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(kept, DraftChange::default());
    assert_eq!(faults::<DraftChange>(json!({})), []);
    let cleared = read(json!({"price": null, "title": "x"})).unwrap_or_default();
    assert_eq!((cleared.price, cleared.title.into_option()), (Change::To(None), Some("x".into())));
    assert!(read(json!({"title": null})).is_err() && read(json!({"tags": null})).is_err());
    let found = faults::<DraftChange>(json!({
        "title": "", "price": -1, "tags": ["a", "bc"], "author": {"mail": "x"},
    }));
    let found: Vec<(&str, &str)> = found.iter().map(|(at, code)| (&**at, &**code)).collect();
    let expected = [
        ("/title", "length"),
        ("/title", "custom"),
        ("/price", "range"),
        ("/tags", "length"),
        ("/tags/0", "length"),
        ("/author/mail", "email"),
    ];
    assert_eq!(found, expected);
    assert_eq!(Change::To(1).map(|one| one + 1), Change::To(2));
}

#[test]
fn a_change_is_described_as_its_value() {
    let found = schema::<DraftChange>("DraftChange");
    assert_eq!(found.get("required"), None);
    let title = json!({"type": "string", "minLength": 1, "maxLength": 20});
    assert_eq!(found["properties"]["title"], title, "there is no default");
    assert_eq!(found["properties"]["price"]["type"], json!(["integer", "null"]));
    assert_eq!(found["properties"]["tags"]["maxItems"], 1);
}

#[dto]
struct Moment {
    at: Millis,
}

#[test]
fn a_moment_to_the_millisecond_has_three_digits() {
    let at: DateTime<Utc> = "2026-01-31T12:00:00.1Z".parse().unwrap_or_default();
    let moment = serde_json::to_value(Moment { at: at.into() }).unwrap_or_default();
    assert_eq!(moment, json!({"at": "2026-01-31T12:00:00.100Z"}));
    let found = schema::<Moment>("Moment");
    assert_eq!(found["properties"]["at"], json!({"type": "string", "format": "date-time"}));
}

#[test]
fn every_message_is_an_output() {
    fn is_output<T: Output>() {}
    is_output::<Draft>();
    is_output::<Tag>();
    is_output::<Status>();
    is_output::<Envelope<Tag>>();
}
