//! `#[derive(ApiError)]`: what is sent, and that the document says the same.

use ordain::{ApiError, Error, dto};
use serde_json::{Value, json};

/// Where it is taken.
#[dto]
#[derive(Debug)]
struct Place {
    url: String,
}

#[derive(Debug, ApiError)]
enum PostError {
    /// The slug is taken by another post.
    ///
    /// Choose another one.
    #[status(409)]
    SlugTaken { slug: String, at: Option<Place> },
    #[status(404)]
    #[detail("there is no post `{slug}` ({number:03})")]
    Missing { slug: String, number: u8 },
    /// Come back later
    #[status(503)]
    ClosedForNow,
    #[transparent]
    Inner(InnerError),
    #[transparent]
    Other { error: Error },
}

#[derive(Debug, ApiError)]
enum InnerError {
    #[status(418)]
    #[detail("no coffee")]
    Teapot(),
}

fn sent(error: PostError) -> (u16, String, String, Value) {
    let error = error.into_error();
    let (code, detail) = (error.code().to_owned(), error.detail().to_owned());
    (error.status().as_u16(), code, detail, Value::Object(error.extensions().clone()))
}

#[test]
fn fields_are_members_of_the_problem() {
    let at = Some(Place { url: "/posts/a".to_owned() });
    assert_eq!(
        sent(PostError::SlugTaken { slug: "a".to_owned(), at }),
        (
            409,
            "slug_taken".to_owned(),
            "The slug is taken by another post".to_owned(),
            json!({"slug": "a", "at": {"url": "/posts/a"}})
        )
    );
}

#[test]
fn the_detail_is_a_format_or_the_comment() {
    let missing = PostError::Missing { slug: "a".to_owned(), number: 7 };
    assert_eq!(sent(missing).2, "there is no post `a` (007)");
    let (status, code, detail, members) = sent(PostError::ClosedForNow);
    assert_eq!(
        (status, code.as_str(), detail.as_str()),
        (503, "closed_for_now", "Come back later")
    );
    assert_eq!(members, json!({}));
}

#[test]
fn other_errors_are_passed_on() {
    fn fails() -> Result<(), PostError> {
        Err(Error::conflict("already done"))?;
        Ok(())
    }
    fn teapot() -> Result<(), PostError> {
        Err(InnerError::Teapot())?;
        Ok(())
    }
    let Err(error) = fails() else { panic!("no error") };
    assert_eq!(sent(error).2, "already done");
    let Err(error) = teapot() else { panic!("no error") };
    assert_eq!(sent(error).0, 418);
}

#[test]
fn the_document_has_every_status() {
    let found: Vec<(u16, &str, &str)> = PostError::responses()
        .iter()
        .map(|response| (response.status.as_u16(), response.code, response.description))
        .collect();
    assert_eq!(
        found,
        [
            (409, "slug_taken", "The slug is taken by another post.\n\nChoose another one."),
            (404, "missing", "missing"),
            (503, "closed_for_now", "Come back later"),
            (418, "teapot", "teapot"),
        ]
    );
}

#[test]
fn the_document_has_the_schemas_of_the_fields() {
    let response = PostError::responses().remove(0);
    let fields: Vec<(&str, Value)> =
        response.fields.iter().map(|(name, schema)| (*name, json!(schema))).collect();
    let place = json!({
        "type": "object", "description": "Where it is taken.",
        "required": ["url"], "properties": {"url": {"type": "string"}},
    });
    assert_eq!(
        fields,
        [("slug", json!({"type": "string"})), ("at", json!({"oneOf": [place, {"type": "null"}]})),]
    );
}
