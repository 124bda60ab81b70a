//! What every failure is answered with: `{"errors": {"title": ["can't be blank"]}}`.

use std::collections::BTreeMap;

use ordain::Violation;
use ordain::http::{ErrorBody, Failure, StatusCode};
use ordain::prelude::*;

/// What is wrong, by the member of the request or the thing that it is about.
#[dto]
pub struct Errors {
    errors: BTreeMap<String, Vec<String>>,
}

impl ErrorBody for Errors {
    fn of(failure: &Failure<'_>) -> Self {
        let mut errors: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for violation in failure.violations() {
            errors.entry(member(violation)).or_default().push(message(violation));
        }
        if errors.is_empty() {
            let (about, what) = as_a_whole(failure);
            errors.insert(about.to_owned(), vec![what.to_owned()]);
        }
        Self { errors }
    }

    /// Whatever is wrong with a request is a 422 here.
    fn status(status: StatusCode) -> StatusCode {
        match status {
            StatusCode::BAD_REQUEST
            | StatusCode::PAYLOAD_TOO_LARGE
            | StatusCode::UNSUPPORTED_MEDIA_TYPE => StatusCode::UNPROCESSABLE_ENTITY,
            other => other,
        }
    }
}

/// `title` of `/article/title`: bodies have one member with everything in it.
fn member(violation: &Violation) -> String {
    let mut parts = violation.pointer.split('/').skip(1);
    let (outer, inner) = (parts.next().unwrap_or(""), parts.next());
    let name = inner.unwrap_or(outer);
    if name.is_empty() { "body".to_owned() } else { name.to_owned() }
}

fn message(violation: &Violation) -> String {
    match &*violation.code {
        "unique" => "has already been taken",
        "missing" => "can't be blank",
        "type" if violation.message.starts_with("invalid type: null") => "can't be blank",
        _ => &violation.message,
    }
    .to_owned()
}

fn as_a_whole<'a>(failure: &Failure<'a>) -> (&'a str, &'a str) {
    let about = match failure.subject() {
        Some("user") => "profile",
        Some(model) => model,
        None => failure.code(),
    };
    match (failure.status(), failure.code()) {
        (StatusCode::UNAUTHORIZED, "unauthorized") => {
            let is_given = failure.request().headers().contains_key("authorization");
            ("token", if is_given { "is invalid" } else { "is missing" })
        }
        (StatusCode::FORBIDDEN, _) => (about, "forbidden"),
        (StatusCode::NOT_FOUND, _) => (about, "not found"),
        (status, _) if failure.detail().is_empty() => {
            (about, status.canonical_reason().unwrap_or("failed"))
        }
        _ => (about, failure.detail()),
    }
}

/// A rule: the text says something.
pub fn filled(text: &str) -> Result<(), &'static str> {
    if text.trim().is_empty() { Err("can't be blank") } else { Ok(()) }
}

/// A change that is refused because a value is taken, in the words of the specification: it has a 409 only for what is
/// new.
pub fn taken_is_invalid(error: Error) -> Error {
    if error.status() == StatusCode::CONFLICT {
        Error::invalid(error.violations().to_vec())
    } else {
        error
    }
}
