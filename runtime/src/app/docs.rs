//! The page that shows the document, from files inside the binary.

use std::sync::Arc;

use actix_web::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, HeaderValue,
};
use actix_web::{HttpRequest, HttpResponse};
use utoipa_swagger_ui::Config;

use crate::error::{Error, Result};
use crate::http::{Redirect, State};
use ordain_macros::route;

/// The settings of the page.
#[derive(Clone)]
pub(super) struct Page(Arc<Config<'static>>);

impl Page {
    /// The page for the document beside it.
    pub(super) fn new() -> Self {
        let config = Config::from("/openapi.json")
            .display_operation_id(true)
            .display_request_duration(true)
            .persist_authorization(true)
            .try_it_out_enabled(true)
            .deep_linking(true);
        Self(Arc::new(config))
    }
}

#[route(get, "/docs", policy = public, hidden)]
async fn docs_root() -> Redirect {
    Redirect::temporary("/docs/index.html")
}

// Swagger UI writes styles into its elements and has pictures in its style sheet.
#[route(
    get,
    "/docs/{*file}",
    policy = public,
    hidden,
    csp = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
           img-src 'self' data:; object-src 'none'; style-src 'self' 'unsafe-inline'"
)]
async fn docs_file(
    file: String,
    State(page): State<Page>,
    request: HttpRequest,
) -> Result<HttpResponse> {
    let served = utoipa_swagger_ui::serve(&file, page.0);
    let served = served.map_err(|error| Error::internal(error.to_string()))?;
    let Some(served) = served else {
        return Err(Error::not_found("the page has no such file"));
    };
    let mut response = HttpResponse::Ok();
    response.insert_header((CONTENT_TYPE, HeaderValue::try_from(served.content_type)?));
    response.insert_header((CACHE_CONTROL, HeaderValue::from_static("no-cache")));
    if served.gzpipped {
        // Who does not say takes any encoding (RFC 9110 §12.5.3).
        let header = request.headers().get(ACCEPT_ENCODING);
        let accepts =
            header.is_none_or(|value| value.to_str().is_ok_and(|value| value.contains("gzip")));
        if !accepts {
            let text = "the page's files are compressed: accept the encoding `gzip`";
            return Err(Error::new(
                actix_web::http::StatusCode::NOT_ACCEPTABLE,
                "not_acceptable",
                text,
            ));
        }
        response.insert_header((CONTENT_ENCODING, HeaderValue::from_static("gzip")));
    }
    Ok(response.body(served.bytes.into_owned()))
}
