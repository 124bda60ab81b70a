//! Nothing is taken from the names around.
#![no_implicit_prelude]
#![forbid(unsafe_code)]
#![deny(warnings)]
#![allow(dead_code, non_upper_case_globals)]

struct Option;
struct Result;
struct String;
struct Vec;
struct Some;
struct Ok;
struct Err;
struct Box;
struct Default;
struct Serialize;
struct Validate;
struct Violations;
struct JsonSchema;
struct Length;
struct Look;
struct Unit;

const MOST: u64 = 5;
static value: &str = "a";

fn found(text: &str) -> ::std::result::Result<(), &'static str> {
    match text.is_empty() {
        true => ::std::result::Result::Err("must not be empty"),
        false => ::std::result::Result::Ok(()),
    }
}

/// A note.
#[::ordain::dto]
struct Note {
    /// In one line.
    #[validate(length(min = 1, max = MOST), custom(function = found), contains(pattern = "a"))]
    #[example(value)]
    title: ::std::string::String,
    #[serde(default)]
    #[validate(required, email(code = "mail", message = "must be reachable"))]
    mail: ::std::option::Option<::std::string::String>,
    #[validate(range(min = 0.0, max = 1.0))]
    size: f64,
    r#type: Slug,
    status: Status,
    found: bool,
}

#[::ordain::dto]
struct Slug(#[validate(does_not_contain(pattern = " "))] ::std::string::String);

#[::ordain::dto]
enum Status {
    Draft,
}

#[::ordain::dto(query)]
struct Search {
    #[serde(default)]
    words: ::std::vec::Vec<::std::string::String>,
}

#[::ordain::dto]
struct Envelope<T> {
    content: T,
}

fn main() {}
