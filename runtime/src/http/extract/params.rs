//! Parameters: the query string, headers and cookies as structs.
//!
//! They are never looked up one by one: the struct is the declaration.

use actix_web::http::StatusCode;
use serde::de::DeserializeOwned;
use utoipa::openapi::path::ParameterIn;

use super::body::admitted;
use crate::error::{Error, Result, Violation};
use crate::http::argument::{Argument, Parsed, QueryInput, source};
use crate::http::call::Call;
use crate::http::operation::Operation;
use crate::policy::view::judged;
use crate::validate::Validate;

/// The query string as a struct.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Query<T>(pub T);

/// Request headers as a struct: the field `user_agent` is the header `User-Agent`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Header<T>(pub T);

/// Cookies as a struct.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cookie<T>(pub T);

#[diagnostic::do_not_recommend]
impl<R, T: QueryInput> Argument<R, source::QueryString> for T {
    async fn take(call: &mut Call) -> Result<Self> {
        from_query(call).await
    }

    fn describe(operation: &mut Operation<'_>) {
        operation.fields::<T>(&ParameterIn::Query);
    }
}

impl<R, T: Parsed> Argument<R, source::Own> for Query<T> {
    async fn take(call: &mut Call) -> Result<Self> {
        from_query(call).await.map(Self)
    }

    fn describe(operation: &mut Operation<'_>) {
        operation.fields::<T>(&ParameterIn::Query);
    }
}

impl<R, T: Parsed> Argument<R, source::Own> for Header<T> {
    async fn take(call: &mut Call) -> Result<Self> {
        let headers = call.request.headers().iter();
        let pairs = headers.filter_map(|(name, value)| {
            Some((name.as_str().replace('-', "_"), value.to_str().ok()?))
        });
        let value = from_pairs(pairs)?;
        admitted(call, value).await.map(Self)
    }

    fn describe(operation: &mut Operation<'_>) {
        operation.fields::<T>(&ParameterIn::Header);
    }
}

impl<R, T: Parsed> Argument<R, source::Own> for Cookie<T> {
    async fn take(call: &mut Call) -> Result<Self> {
        let value = from_cookies(call)?;
        admitted(call, value).await.map(Self)
    }

    fn describe(operation: &mut Operation<'_>) {
        operation.fields::<T>(&ParameterIn::Cookie);
    }
}

fn from_cookies<T: DeserializeOwned>(call: &Call) -> Result<T> {
    let cookies = call.request.cookies().map_err(|error| Error::bad_request(error.to_string()))?;
    from_pairs(cookies.iter().map(|cookie| (cookie.name().to_owned(), cookie.value())))
}

async fn from_query<T: DeserializeOwned + Validate>(call: &mut Call) -> Result<T> {
    let value = parse_pairs(call.request.query_string().as_bytes())?;
    admitted(call, value).await
}

/// Reads `a=1&b=2`; a value of the wrong type is told with its name.
pub(super) fn parse_pairs<T: DeserializeOwned>(text: &[u8]) -> Result<T> {
    if let Ok(value) = judged(|| serde_html_form::from_bytes(text)) {
        return Ok(value);
    }
    // Once more, to find out where: good requests do not pay for it.
    let pairs = form_urlencoded::parse(text);
    let read = || serde_path_to_error::deserialize(serde_html_form::Deserializer::new(pairs));
    let result = judged(read);
    result.map_err(|error| {
        let pointer = pointer(error.path());
        malformed(pointer, error.into_inner().to_string())
    })
}

/// Headers and cookies: every value is a text that may also be read as a number or a truth value.
fn from_pairs<'a, T: DeserializeOwned>(
    pairs: impl Iterator<Item = (String, &'a str)>,
) -> Result<T> {
    let mut encoded = form_urlencoded::Serializer::new(String::new());
    for (name, value) in pairs {
        encoded.append_pair(&name, value);
    }
    parse_pairs(encoded.finish().as_bytes())
}

fn malformed(pointer: String, message: String) -> Error {
    let violation = Violation { pointer, code: "type".into(), message };
    Error::new(StatusCode::BAD_REQUEST, "bad_request", "a parameter is malformed")
        .with_violations(vec![violation])
}

/// A JSON Pointer (RFC 6901) to where serde stopped.
pub(super) fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let mut pointer = String::new();
    for segment in path {
        pointer.push('/');
        match segment {
            Segment::Seq { index } => pointer.push_str(&index.to_string()),
            Segment::Map { key } => pointer.push_str(&escaped(key)),
            Segment::Enum { variant } => pointer.push_str(variant),
            Segment::Unknown => pointer.push('?'),
        }
    }
    pointer
}

/// The pointer to a member of an object.
pub(super) fn pointer_to(member: &str) -> String {
    format!("/{}", escaped(member))
}

fn escaped(member: &str) -> String {
    member.replace('~', "~0").replace('/', "~1")
}

#[cfg(feature = "__database")]
mod paging {
    use super::{Argument, Call, Operation, ParameterIn, Result, from_query, source};
    use crate::model::{Cursor, Paging};

    #[diagnostic::do_not_recommend]
    impl<R> Argument<R, source::Own> for Paging {
        async fn take(call: &mut Call) -> Result<Self> {
            from_query(call).await
        }

        fn describe(operation: &mut Operation<'_>) {
            operation.fields::<Paging>(&ParameterIn::Query);
        }
    }

    #[diagnostic::do_not_recommend]
    impl<R> Argument<R, source::Own> for Cursor {
        async fn take(call: &mut Call) -> Result<Self> {
            from_query(call).await
        }

        fn describe(operation: &mut Operation<'_>) {
            operation.fields::<Cursor>(&ParameterIn::Query);
        }
    }
}
