//! Path segments: what can be one, how an address is written with them, and which argument takes
//! which, decided while the program is compiled.
//!
//! A segment is never looked up in a database here.

use std::fmt::{Display, Write};
use std::str::FromStr;

use futures_util::future::LocalBoxFuture;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::call::Call;
use super::spec::ArgumentSpec;
use crate::error::Result;
use crate::schema::JsonSchema;

/// A type that a path segment can be read as.
///
/// `M` stands for nothing: with it, the compiler looks at the bound where the type is named, and
/// nowhere else.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from a path segment",
    label = "not a path segment",
    note = "a path segment can be a number, a text, a `Uuid`, or a type with `FromStr` (whose error has `Display`) and `ordain::JsonSchema`"
)]
pub trait Segment<M>: FromStr<Err: Display> + JsonSchema {}

/// The only `M` of [`Segment`].
pub struct Text;

#[diagnostic::do_not_recommend]
impl<T: FromStr<Err: Display> + JsonSchema> Segment<Text> for T {}

/// A value that fills a path segment of the type `T` in an address.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not fill a path segment of the type `{T}`",
    label = "expected `{T}`"
)]
pub trait Fills<T: ?Sized>: Display {}

impl<T: Display> Fills<T> for T {}
impl<T: Display + ?Sized> Fills<T> for &T {}
impl Fills<String> for &str {}

/// What stays as it is in a path segment (RFC 3986 §3.3, but for sub-delimiters).
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A segment that takes all that follows has slashes in it.
const ESCAPED_TAIL: &AsciiSet = &ESCAPED.remove(b'/');

/// The path with its segments replaced by values, in order, escaped.
#[must_use]
pub fn url(path: &str, values: &[&dyn Display]) -> String {
    let mut values = values.iter();
    let mut url = String::with_capacity(path.len() + 16);
    for part in path.split('/').skip(1) {
        url.push('/');
        match values.as_slice().first() {
            Some(value) if part.starts_with('{') => {
                let escaped = if part.starts_with("{*") { ESCAPED_TAIL } else { ESCAPED };
                let _ = write!(url, "{}", utf8_percent_encode(&value.to_string(), escaped));
                values.next();
            }
            _ => url.push_str(part),
        }
    }
    url
}

/// What an argument that loads a model can be found by.
#[derive(Debug, Clone, Copy)]
pub struct Loads {
    /// The model in snake case: `post`.
    pub model: &'static str,
    /// Its key and its unique columns.
    pub columns: &'static [&'static str],
    /// Loads the row into the call, unless it is there.
    pub load: for<'c> fn(&'c mut Call) -> LocalBoxFuture<'c, Result<()>>,
}

impl Loads {
    /// The column that a segment stands for: `{slug}`, or `{post_slug}` where two models of one
    /// route have a column of that name.
    #[must_use]
    pub const fn column(&self, segment: &str) -> Option<&'static str> {
        let mut index = 0;
        while index < self.columns.len() {
            let column = self.columns[index];
            if equal(segment.as_bytes(), column.as_bytes())
                || qualified(segment.as_bytes(), self.model.as_bytes(), column.as_bytes())
            {
                return Some(column);
            }
            index += 1;
        }
        None
    }
}

/// How many of the arguments take the segment.
#[must_use]
pub const fn takers(segment: &str, arguments: &[ArgumentSpec]) -> usize {
    let (mut count, mut index) = (0, 0);
    while index < arguments.len() {
        if let Some(loads) = &arguments[index].loads
            && loads.column(segment).is_some()
        {
            count += 1;
        }
        index += 1;
    }
    count
}

/// How many of the segments the argument takes; 1 for an argument that loads nothing.
#[must_use]
pub const fn taken(argument: &ArgumentSpec, segments: &[&str]) -> usize {
    let Some(loads) = argument.loads else { return 1 };
    let (mut count, mut index) = (0, 0);
    while index < segments.len() {
        if loads.column(segments[index]).is_some() {
            count += 1;
        }
        index += 1;
    }
    count
}

const fn equal(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    starts_with(a, b)
}

const fn starts_with(text: &[u8], start: &[u8]) -> bool {
    if text.len() < start.len() {
        return false;
    }
    let mut index = 0;
    while index < start.len() {
        if text[index] != start[index] {
            return false;
        }
        index += 1;
    }
    true
}

/// Whether `segment` is `<model>_<column>`.
const fn qualified(segment: &[u8], model: &[u8], column: &[u8]) -> bool {
    if segment.len() != model.len() + 1 + column.len() || !starts_with(segment, model) {
        return false;
    }
    let (_, rest) = segment.split_at(model.len());
    let Some((separator, rest)) = rest.split_first() else { return false };
    *separator == b'_' && equal(rest, column)
}

#[cfg(test)]
mod tests {
    use super::*;

    const POST: Loads = loads("post", &["id", "slug"]);
    const USER: Loads = loads("user", &["id", "email"]);

    const fn loads(model: &'static str, columns: &'static [&'static str]) -> Loads {
        Loads { model, columns, load: |_| Box::pin(async { Ok(()) }) }
    }

    #[test]
    fn a_segment_is_a_column_or_a_qualified_one() {
        assert_eq!(POST.column("slug"), Some("slug"));
        assert_eq!(POST.column("post_slug"), Some("slug"));
        assert_eq!(POST.column("user_id"), None);
        assert_eq!(POST.column("post"), None);
    }

    fn argument(loads: Option<Loads>) -> ArgumentSpec {
        ArgumentSpec {
            loads,
            authorized: false,
            actor: false,
            body: false,
            audit: false,
            describe: |_| (),
            missing: |_| None,
        }
    }

    #[test]
    fn takers_are_counted() {
        let arguments = [argument(Some(POST)), argument(None), argument(Some(USER))];
        assert_eq!(takers("id", &arguments), 2);
        assert_eq!(takers("user_id", &arguments), 1);
        assert_eq!(taken(&arguments[0], &["id", "slug"]), 2);
        assert_eq!(taken(&arguments[1], &[]), 1);
    }

    #[test]
    fn addresses_are_escaped() {
        assert_eq!(url("/posts/{slug}/x", &[&"a/b c"]), "/posts/a%2Fb%20c/x");
        assert_eq!(url("/", &[]), "/");
        assert_eq!(url("/files/{*path}", &[&"css/a b"]), "/files/css/a%20b");
    }
}
