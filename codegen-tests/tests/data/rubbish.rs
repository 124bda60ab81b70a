//! What nobody means, sent as values from outside: it comes back as it was, or is the sender's
//! fault. It changes nothing else, and is never a fault of the server.

use ordain::prelude::*;
use serde_json::{Value, json};

use super::{request, send};

#[model(table = oddities)]
struct Oddity {
    #[key]
    pub id: i64,
    #[unique]
    #[column(filter, sort)]
    #[validate(length(max = 80))]
    pub label: String,
    #[column(filter)]
    pub text: String,
    #[column(filter, sort)]
    pub number: i64,
    pub small: i16,
    pub double: f64,
    #[column(filter)]
    pub decimal: Decimal,
    #[column(filter, sort)]
    pub day: NaiveDate,
    #[column(filter)]
    pub moment: DateTime<Utc>,
    pub time: NaiveTime,
    pub uuid: Uuid,
    pub value: Value,
}

#[route(post, "/oddities", policy = public, body_limit = "64MB")]
async fn write_oddity(new: OddityCreate, db: Db) -> Result<Oddity> {
    Oddity::create(&db, new).await
}

#[route(get, "/oddities/{label}", policy = public)]
async fn show_oddity(oddity: Found<Oddity>) -> Oddity {
    oddity.into_inner()
}

#[route(patch, "/oddities/{label}", policy = public)]
async fn change_oddity(oddity: Found<Oddity>, change: OddityUpdate, db: Db) -> Result<Oddity> {
    oddity.update(&db, change).await
}

#[route(get, "/oddities", policy = public)]
async fn list_oddities(
    filter: Filter<Oddity>,
    sort: Sort<Oddity>,
    page: Paging,
    db: Db,
) -> Result<Page<Oddity>> {
    Oddity::query().filter(filter).order(sort.newest_first()).page(page, &db).await
}

const SQL: [&str; 9] = [
    "'; DROP TABLE oddities; --",
    "\"; DROP TABLE oddities; --",
    "`; DROP TABLE oddities; -- ",
    "\\'; DELETE FROM oddities; #",
    "' OR '1'='1",
    "1 OR 1=1",
    "x') UNION SELECT * FROM oddities --",
    "%_[^]$1 ?1 :id @x {}",
    "0x27 UNHEX('27') \u{2019} \u{ff07}",
];

/// A body that is well, with a label that no other one has.
fn body() -> Value {
    use std::sync::atomic::{AtomicUsize, Ordering};
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    json!({
        "label": format!("label {}", NEXT.fetch_add(1, Ordering::Relaxed)),
        "text": "text",
        "number": 1,
        "small": 1,
        "double": 0.5,
        "decimal": "1.5",
        "day": "2026-01-01",
        "moment": "2026-01-01T00:00:00Z",
        "time": "12:00:00",
        "uuid": "00000000-0000-0000-0000-000000000000",
        "value": null,
    })
}

fn with(member: &str, value: &Value) -> Value {
    let mut body = body();
    body[member] = value.clone();
    body
}

/// Every byte as a client may write it.
fn encoded(bytes: impl AsRef<[u8]>) -> String {
    bytes.as_ref().iter().map(|byte| format!("%{byte:02X}")).collect()
}

/// Sends a value where one is written, changed and asked for by its text: it is the same
/// everywhere, or it is refused.
fn check(member: &str, value: &Value) {
    let shown: String = value.to_string().chars().take(60).collect();
    let created = send(&request("POST", "/oddities").json(&with(member, value)));
    if created.status == 422 {
        return;
    }
    assert_eq!(created.status, 200, "{member}: {shown}: {}", created.text());
    assert!(is_same(&created.json()[member], value), "{member}: {shown}: {:?}", created.json());
    let path = format!("/oddities/{}", encoded(created.member("/label")));
    let found = send(&request("GET", &path));
    assert_eq!((found.status, found.json()), (200, created.json()), "{member}: {shown}");
    let changed = send(&request("PATCH", &path).json(&json!({ member: value })));
    assert_eq!(changed.status, 200, "{member}: {shown}: {}", changed.text());
    assert!(is_same(&changed.json()[member], value), "{member}: {shown}");
}

fn is_same(found: &Value, given: &Value) -> bool {
    let decimal = |value: &Value| value.as_str().and_then(|text| text.parse::<Decimal>().ok());
    match (found.as_f64(), given.as_f64()) {
        (Some(found), Some(given)) => found.to_bits() == given.to_bits() || found == given,
        _ => found == given || decimal(found).is_some() && decimal(found) == decimal(given),
    }
}

#[test]
fn texts_come_back_or_are_refused() {
    let others = ["", " ", "\0", "a\0b", "\u{feff}", "\u{ffff}", "\u{202e}abc", "\u{10ffff}", "🦀"];
    for text in SQL.into_iter().chain(others) {
        check("text", &json!(text));
        check("value", &json!(text));
        check("value", &json!({ text: [text] }));
        check("label", &json!(format!("{text} of texts")));
    }
    for ten_megabytes in ["x", "'", "\u{1}", "漢"] {
        let text = ten_megabytes.repeat(10_000_000 / ten_megabytes.len());
        let created = send(&request("POST", "/oddities").json(&with("text", &json!(text))));
        assert_eq!(created.status, 200, "{ten_megabytes:?}");
        assert!(created.json()["text"] == json!(text), "{ten_megabytes:?}");
    }
    let long = json!("x".repeat(10_000_000));
    assert_eq!(send(&request("POST", "/oddities").json(&with("label", &long))).status, 422);
}

#[test]
fn borders_come_back_or_are_refused() {
    for number in [i64::MIN, i64::MIN + 1, -1, 0, i64::MAX - 1, i64::MAX] {
        check("number", &json!(number));
    }
    for number in [i16::MIN, i16::MAX] {
        check("small", &json!(number));
    }
    for number in [f64::MIN, f64::MAX, f64::MIN_POSITIVE, 5e-324, -0.0, 1e-300] {
        check("double", &json!(number));
        check("value", &json!(number));
    }
    for number in ["79228162514264337593543950335", "-0.0000000000000000000000000001", "-0"] {
        check("decimal", &json!(number));
    }
    for day in ["0001-01-01", "9999-12-31", "1582-10-10", "2000-02-29", "1900-01-01"] {
        check("day", &json!(day));
        check("moment", &json!(format!("{day}T00:00:00Z")));
        check("moment", &json!(format!("{day}T23:59:59.999999Z")));
    }
    for time in ["00:00:00", "23:59:59", "23:59:59.999999"] {
        check("time", &json!(time));
    }
    for byte in [0, 255] {
        check("uuid", &json!(Uuid::from_bytes([byte; 16])));
    }
    let deep = (0..100).fold(json!(1), |inner, _| json!([inner]));
    check("value", &deep);
}

#[test]
fn what_is_no_value_is_refused() {
    let huge = "1".repeat(400);
    for (member, values) in [
        ("number", vec!["9223372036854775808", "-9223372036854775809", "1e19", "1.5", &*huge]),
        ("small", vec!["32768", "-32769", "1e5", "\"1\"", "[]", "{}", "null", "true"]),
        ("double", vec!["1e400", "\"x\"", "NaN", "-Infinity"]),
        ("decimal", vec!["\"1e400\"", "\"x\"", "\"79228162514264337593543950336\"", "\"\""]),
        ("day", vec!["\"2026-02-30\"", "\"2026-13-01\"", "\"x\"", "\"\\u0000\"", "20260101"]),
        ("moment", vec!["\"2026-01-01\"", "\"2026-01-01T25:00:00Z\"", "\"0\"", "0"]),
        ("time", vec!["\"24:00:00\"", "\"12:60:00\"", "\"x\""]),
        ("uuid", vec!["\"x\"", "\"00000000-0000-0000-0000-00000000000g\"", "1"]),
        ("text", vec!["1", "null", "\"\\ud800\"", "\"\\u00\"", "\"\u{1}\""]),
    ] {
        for value in values {
            let text = with(member, &json!("here")).to_string().replace("\"here\"", value);
            let refused = send(&request("POST", "/oddities").body("application/json", text));
            assert!([400, 422].contains(&refused.status), "{member} = {value}: {refused:?}");
        }
    }
    // Beyond what some of the databases hold: back again, or refused.
    for day in ["0000-01-01", "-0001-01-01", "+10000-01-01", "+262142-12-31", "-262143-01-01"] {
        for (member, value) in [("day", day.to_owned()), ("moment", format!("{day}T00:00:00Z"))] {
            let answer = send(&request("POST", "/oddities").json(&with(member, &json!(value))));
            let is_back = answer.status == 200 && answer.json()[member] == json!(value);
            let is_refused = [400, 422].contains(&answer.status);
            assert!(is_back || is_refused, "{member} = {value}: {}", answer.text());
        }
    }
}

#[test]
fn bytes_that_are_no_text_are_refused() {
    for bytes in [&b"\xff"[..], b"\xc3\x28", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80"] {
        let body = with("text", &json!("here")).to_string();
        let (before, after) = body.split_once("here").unwrap();
        let body = [before.as_bytes(), bytes, after.as_bytes()].concat();
        let refused = send(&request("POST", "/oddities").body("application/json", body));
        assert_eq!(refused.status, 400, "{bytes:?}");
        let bytes = encoded(bytes);
        assert_eq!(send(&request("GET", &format!("/oddities/{bytes}"))).status, 400, "{bytes}");
        let listed = send(&request("GET", &format!("/oddities?label={bytes}")));
        assert!(listed.status < 500, "{bytes}: {}", listed.text());
    }
}

/// Every word that a client writes into an address.
#[test]
fn addresses_change_nothing_and_fail_on_nothing() {
    let witness = with("text", &json!("witness"));
    let created = send(&request("POST", "/oddities").json(&witness)).json();
    let numbers = ["9223372036854775807", "-9223372036854775808", "9223372036854775808", "1e400"];
    let moments = ["0001-01-01", "9999-12-31", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"];
    let others = ["", "\0", "a\0b", "-1", "+262142-12-31T00:00:00Z", "NaN", ",", ",,\0,", "🦀"];
    let words = SQL.into_iter().chain(numbers).chain(moments).chain(others);
    for word in words {
        let word = encoded(word);
        let found = send(&request("GET", &format!("/oddities/{word}x")));
        assert!([400, 404, 422].contains(&found.status), "{word}: {}", found.text());
        let changed = request("PATCH", &format!("/oddities/{word}x")).json(&json!({ "small": 2 }));
        assert!([400, 404, 422].contains(&send(&changed).status), "{word}");
        for name in
            ["label", "text", "number", "decimal", "day", "moment", "sort", "page", "per_page"]
        {
            for operator in ["", "__in", "__contains", "__gt"] {
                let listed =
                    request("GET", &format!("/oddities?{name}{operator}={word}&per_page=1"));
                let listed = send(&listed);
                assert!(listed.status < 500, "{name}{operator}={word}: {}", listed.text());
            }
        }
        let named = send(&request("GET", &format!("/oddities?{word}={word}")));
        assert!(named.status < 500, "{word}: {}", named.text());
    }
    let path = format!("/oddities/{}", encoded(witness["label"].as_str().unwrap()));
    assert_eq!(send(&request("GET", &path)).json(), created);
}
