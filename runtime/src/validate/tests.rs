//! Each rule, its message, and where a fault is placed.

use std::collections::{BTreeMap, HashMap};

use super::look::*;
use super::rule::*;
use super::{Fault, Regex, Validate, Violations, check};

fn text(fault: Option<Fault>) -> String {
    fault.map(|fault| format!("{}: {}", fault.code, fault.message)).unwrap_or_default()
}

macro_rules! length_of {
    ($value:expr, $($bound:ident = $limit:literal),*) => {{
        let field = $value;
        let value = (&&&Look(&field)).present();
        let unit = (&&Counted(value)).unit();
        text(length(value, unit, Length { $($bound: Some($limit),)* ..Length::default() }))
    }};
}

#[test]
fn length_counts_characters_and_items() {
    assert_eq!(length_of!("äöü".to_owned(), min = 3, max = 3), "");
    assert_eq!(length_of!(String::new(), min = 1), "length: must not be empty");
    assert_eq!(length_of!("a".to_owned(), min = 2), "length: must be at least 2 characters long");
    assert_eq!(length_of!("ab".to_owned(), max = 1), "length: must be at most 1 character long");
    assert_eq!(length_of!("ab".to_owned(), equal = 5), "length: must be exactly 5 characters long");
    assert_eq!(length_of!(vec![1, 2], max = 1), "length: must have at most 1 item");
    assert_eq!(length_of!(vec![1, 2], min = 3), "length: must have at least 3 items");
    assert_eq!(
        length_of!(BTreeMap::from([(1, 2)]), equal = 2),
        "length: must have exactly 2 items"
    );
}

#[test]
fn what_is_not_there_breaks_no_rule() {
    assert_eq!(length_of!(None::<String>, min = 1), "");
    assert_eq!(length_of!(Some(String::new()), min = 1), "length: must not be empty");
    assert_eq!(length_of!(None::<Option<String>>, min = 1), "");
    assert_eq!(length_of!(Some(None::<String>), min = 1), "");
    assert_eq!(length_of!(Some(Some(String::new())), min = 1), "length: must not be empty");
    assert_eq!(text(email(None::<&String>)), "");
    assert_eq!(text(ip(None::<&String>)), "");
    assert_eq!(text(range(None::<&u8>, &Range { min: Some(1), ..Range::default() })), "");
}

#[test]
fn range_names_the_bound_that_is_crossed() {
    let check = |value: f64| {
        text(range(Some(&value), &Range { min: Some(1.0), max: Some(2.5), ..Range::default() }))
    };
    assert_eq!(check(1.0), "");
    assert_eq!(check(2.5), "");
    assert_eq!(check(0.5), "range: must be at least 1");
    assert_eq!(check(3.0), "range: must be at most 2.5");
    assert_eq!(check(f64::NAN), "range: must be a number");
    let exclusive = |value: i32| {
        let (exclusive_min, exclusive_max) = (Some(0), Some(10));
        text(range(Some(&value), &Range { exclusive_min, exclusive_max, ..Range::default() }))
    };
    assert_eq!(exclusive(5), "");
    assert_eq!(exclusive(0), "range: must be greater than 0");
    assert_eq!(exclusive(10), "range: must be less than 10");
}

#[test]
fn texts_have_rules() {
    assert_eq!(text(email(Some(&"ada@example.com"))), "");
    assert_eq!(text(email(Some(&"ada".to_owned()))), "email: must be an email address");
    assert_eq!(text(url(Some("https://example.com"))), "");
    assert_eq!(text(url(Some("example"))), "url: must be a URL such as `https://example.com`");
    assert_eq!(text(ip(Some(&"::1"))), "");
    assert_eq!(text(ip(Some(&"1.2.3"))), "ip: must be an IP address");
    assert_eq!(text(contains(Some(&"a-b".to_owned()), "-")), "");
    assert_eq!(text(contains(Some(&"ab".to_owned()), "-")), "contains: must contain `-`");
    assert_eq!(
        text(does_not_contain(Some(&"a-b".to_owned()), "-")),
        "does_not_contain: must not contain `-`"
    );
    assert_eq!(
        text(non_control_character(Some(&"a\u{7}"))),
        "non_control_character: must not contain control characters"
    );
}

#[test]
fn regex_shows_its_pattern() {
    let Ok(slug) = Regex::new("^[a-z]+$") else { unreachable!() };
    assert_eq!(text(regex(Some("abc"), &slug)), "");
    assert_eq!(text(regex(Some("ABC"), &slug)), "regex: must match the pattern `^[a-z]+$`");
    assert_eq!(pattern(&slug), "^[a-z]+$");
}

#[test]
fn must_match_and_required_look_at_the_field() {
    assert_eq!(text(must_match(&Some(1), &Some(1), "other")), "");
    assert_eq!(text(must_match(&"a", &"b", "first")), "must_match: must be the same as `first`");
    assert_eq!(text(required(&Some(1))), "");
    assert_eq!(text(required(&None::<i32>)), "required: must be given");
}

#[test]
fn custom_takes_texts_faults_and_errors_of_validator() {
    let spam = |found: Result<(), &'static str>| text(custom(Some("x"), |_| found));
    assert_eq!(spam(Ok(())), "");
    assert_eq!(spam(Err("is spam")), "custom: is spam");
    let error = validator::ValidationError::new("spam").with_message("is spam".into());
    assert_eq!(text(custom(Some("x"), |_| Err(error))), "spam: is spam");
    let fault = || Fault::new("spam", "is spam");
    assert_eq!(text(custom(Some("x"), |_| Err(fault()))), "spam: is spam");
    assert_eq!(text(Some(fault().with_code("a").with_message("b"))), "a: b");
    assert_eq!(text(custom(None::<&str>, |_| Err(fault()))), "");
}

struct Item(bool);

impl Validate for Item {
    fn validate(&self, found: &mut Violations) {
        found.check("a/b", (!self.0).then(|| Fault::new("x", "y")));
    }
}

struct Order {
    items: Vec<Item>,
    named: HashMap<String, Option<Box<Item>>>,
}

impl Validate for Order {
    fn validate(&self, found: &mut Violations) {
        found.nested("items", |found| nested(&self.items, found));
        found.nested("named", |found| (&&Inside(&self.named)).visit(found));
        found.check_whole(Some(Fault::new("whole", "z")));
    }
}

#[test]
fn pointers_lead_to_the_fault() {
    let named = [("z~", false), ("b", false), ("c", true)];
    let order = Order {
        items: vec![Item(true), Item(false)],
        named: named.map(|(name, good)| (name.to_owned(), Some(Box::new(Item(good))))).into(),
    };
    let Err(error) = check(&order) else { unreachable!() };
    let places: Vec<&str> =
        error.violations().iter().map(|violation| violation.pointer.as_str()).collect();
    assert_eq!(places, ["/items/1/a~1b", "/named/b/a~1b", "/named/z~0/a~1b", ""]);
    assert_eq!(error.status(), 422);
}

#[test]
#[expect(clippy::needless_borrow, reason = "as generated code, which knows no types")]
fn types_without_rules_are_passed_over() {
    struct Foreign;
    let mut found = Violations::new();
    (&&Inside(&Foreign)).visit(&mut found);
    (&&Inside(&vec![Foreign])).visit(&mut found);
    (&&Inside(&Some(Item(false)))).visit(&mut found);
    assert_eq!(found.into_list().len(), 1);
}

#[test]
fn a_flood_of_faults_is_cut_off() {
    let items: Vec<Item> = std::iter::repeat_with(|| Item(false)).take(5000).collect();
    let Err(error) = check(&items) else { unreachable!() };
    assert_eq!(error.violations().len(), 1000);
}
