//! Bodies: read up to the route's limit, parsed, validated.
//!
//! A body is never read twice.

use actix_web::http::StatusCode;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::{Bytes, BytesMut};
use futures_util::StreamExt;
use serde::de::DeserializeOwned;

use crate::error::{Error, Result, Violation};
use crate::http::argument::{Argument, Input, Parsed, source};
use crate::http::call::Call;
use crate::http::field;
use crate::http::incoming::unreadable;
use crate::http::operation::Operation;
use crate::json::Json;
use crate::policy::view::judged;
use crate::validate::{Validate, Violations};

const FORM: &str = "application/x-www-form-urlencoded";

/// A body as HTML forms send it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Form<T>(pub T);

#[diagnostic::do_not_recommend]
impl<R, T: Input> Argument<R, source::Body> for T {
    const BODY: bool = true;

    async fn take(call: &mut Call) -> Result<Self> {
        read_json(call).await
    }

    fn describe(operation: &mut Operation<'_>) {
        operation.body::<T>("application/json");
        if !T::CONFLICTS.is_empty() {
            let fields = T::CONFLICTS.join("`, `");
            operation.problem(StatusCode::CONFLICT, format!("`{fields}` must be unique."));
        }
    }
}

impl<R, T: Parsed> Argument<R, source::Own> for Json<T> {
    const BODY: bool = true;

    async fn take(call: &mut Call) -> Result<Self> {
        read_json(call).await.map(Self)
    }

    fn describe(operation: &mut Operation<'_>) {
        operation.body::<T>("application/json");
    }
}

impl<R, T: Parsed> Argument<R, source::Own> for Form<T> {
    const BODY: bool = true;

    async fn take(call: &mut Call) -> Result<Self> {
        expect_type(call, "a form", |essence| essence.eq_ignore_ascii_case(FORM))?;
        let bytes = read(call).await?;
        admitted(call, super::params::parse_pairs(&bytes)?).await.map(Self)
    }

    fn describe(operation: &mut Operation<'_>) {
        operation.body::<T>(FORM);
    }
}

async fn read_json<T: DeserializeOwned + Validate>(call: &mut Call) -> Result<T> {
    expect_type(call, "JSON", is_json)?;
    let bytes = read(call).await?;
    match judged(|| serde_json::from_slice(&bytes)) {
        Ok(value) => admitted(call, value).await,
        Err(error) => Err(explain::<T>(&bytes, &error)),
    }
}

/// `application/json`, or another type that says it is JSON: `application/merge-patch+json`.
fn is_json(essence: &str) -> bool {
    let Some((kind, subtype)) = essence.split_once('/') else { return false };
    let suffix = subtype.rsplit_once('+').map_or(subtype, |(_, suffix)| suffix);
    kind.eq_ignore_ascii_case("application") && suffix.eq_ignore_ascii_case("json")
}

/// The value, if it breaks no rule and the caller may give all of it.
pub(super) async fn admitted<T: Validate>(call: &mut Call, value: T) -> Result<T> {
    let mut found = Violations::new();
    value.validate(&mut found);
    // Whoever may not give a field is not told what would be wrong with it.
    field::allow(call, found.take_claims()).await?;
    found.into_result()?;
    Ok(value)
}

/// Broken JSON is told with its position, a wrong type or a missing field with its pointer.
fn explain<T: DeserializeOwned>(bytes: &[u8], error: &serde_json::Error) -> Error {
    if !error.is_data() {
        let position = format!("line {}, column {}", error.line(), error.column());
        let detail = if bytes.is_empty() {
            "a JSON body is expected".to_owned()
        } else {
            format!("the body is not valid JSON: {error}")
        };
        return Error::bad_request(detail).with_violations(vec![Violation {
            pointer: String::new(),
            code: "syntax".into(),
            message: format!("not valid JSON at {position}"),
        }]);
    }
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let read = || serde_path_to_error::deserialize::<_, T>(&mut deserializer);
    let Err(error) = judged(read) else {
        return Error::bad_request("the body cannot be read twice the same way");
    };
    let mut pointer = super::params::pointer(error.path());
    let message = error.into_inner().to_string();
    // serde adds the position to the text; the pointer says it better.
    let message = message.split(" at line ").next().unwrap_or(&message).to_owned();
    let missing = message.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`'));
    let code = if let Some(member) = missing {
        pointer.push_str(&super::params::pointer_to(member));
        "missing"
    } else {
        "type"
    };
    Error::invalid(vec![Violation { pointer, code: code.into(), message }])
}

fn expect_type(call: &Call, expected: &str, fits: fn(&str) -> bool) -> Result<()> {
    let header = call.request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = header.unwrap_or("").split(';').next().unwrap_or("").trim();
    if fits(essence) {
        return Ok(());
    }
    let detail = match essence {
        "" => format!("the body must be {expected}, and `Content-Type` must say so"),
        other => format!("the body must be {expected}, not `{other}`"),
    };
    Err(Error::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", detail))
}

/// The whole body. Its size is bounded by the dispatcher.
async fn read(call: &mut Call) -> Result<Bytes> {
    let Some(first) = call.payload.next().await else { return Ok(Bytes::new()) };
    let first = first.map_err(|error| unreadable(&error))?;
    let Some(second) = call.payload.next().await else { return Ok(first) };
    let mut all = BytesMut::from(first.as_ref());
    all.extend_from_slice(&second.map_err(|error| unreadable(&error))?);
    while let Some(chunk) = call.payload.next().await {
        all.extend_from_slice(&chunk.map_err(|error| unreadable(&error))?);
    }
    Ok(all.freeze())
}
