//! The routes that every application has: health, the document, the page that shows it.
//!
//! They are declared like all others, so they are in the tables and in the document, too.

use actix_web::HttpResponse;
#[cfg(feature = "auth")]
use actix_web::http::header::CACHE_CONTROL;
use actix_web::http::header::{CONTENT_TYPE, HeaderValue};
use actix_web::web::Bytes;

#[cfg(feature = "__database")]
use crate::db::Db;
use crate::error::Result;
use crate::http::spec::{RouteSpec, routes as declared};
use crate::http::{NoContent, State};
#[cfg(feature = "metrics")]
use crate::metrics::{MEDIA_TYPE, Metrics};
use ordain_macros::{ApiError, route};

/// All routes of the program.
pub(super) fn routes() -> Vec<&'static RouteSpec> {
    #[cfg(feature = "accounts")]
    return crate::account::placed(declared());
    #[cfg(not(feature = "accounts"))]
    declared()
}

/// Whether the route belongs to the document's page, which a setting switches off.
pub(super) fn is_documentation(spec: &RouteSpec) -> bool {
    spec.module.starts_with("ordain::app::")
        && matches!(spec.path, "/openapi.json" | "/docs" | "/docs/{*file}")
}

/// Whether the route shows the figures, which a setting switches off.
#[cfg(feature = "metrics")]
pub(super) fn is_metrics(spec: &RouteSpec) -> bool {
    spec.module.starts_with("ordain::app::") && spec.path == "/metrics"
}

/// Whether the route shows the public keys of tokens, which not every application has.
#[cfg(feature = "auth")]
pub(super) fn is_public_keys(spec: &RouteSpec) -> bool {
    spec.module.starts_with("ordain::app::") && spec.path == "/.well-known/jwks.json"
}

/// The document as it is served.
#[derive(Clone)]
pub(super) struct Document(pub(super) Bytes);

/// The public keys as they are served.
#[cfg(feature = "auth")]
#[derive(Clone)]
pub(super) struct PublicKeys(pub(super) Bytes);

/// What readiness depends on.
#[derive(Clone, Default)]
pub(super) struct Readiness {
    #[cfg(feature = "__database")]
    pub(super) db: Option<Db>,
}

impl Readiness {
    #[cfg_attr(
        not(feature = "__database"),
        expect(clippy::unused_async, reason = "nothing to ask")
    )]
    async fn check(&self) -> Result<()> {
        #[cfg(feature = "__database")]
        if let Some(db) = &self.db {
            db.ping().await?;
        }
        Ok(())
    }
}

/// Say that the process is alive.
#[route(get, "/health/live", policy = public, tag = "health", priority = critical)]
async fn live() -> NoContent {
    NoContent
}

/// Why requests cannot be answered now.
#[derive(Debug, ApiError)]
enum NotReady {
    /// The database cannot be reached.
    #[status(503)]
    DatabaseUnreachable,
}

/// Say whether requests can be answered.
#[route(get, "/health/ready", policy = public, tag = "health", priority = critical)]
async fn ready(State(readiness): State<Readiness>) -> Result<NoContent, NotReady> {
    readiness.check().await.map_err(|error| {
        tracing::warn!(%error, "the database cannot be reached");
        NotReady::DatabaseUnreachable
    })?;
    Ok(NoContent)
}

#[route(get, "/openapi.json", policy = public, hidden)]
async fn openapi_json(State(document): State<Document>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, HeaderValue::from_static("application/json")))
        .body(document.0)
}

#[cfg(feature = "metrics")]
#[route(get, "/metrics", policy = public, hidden, priority = critical)]
async fn figures(State(metrics): State<Metrics>) -> Result<HttpResponse> {
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE)))
        .body(metrics.text()?))
}

#[cfg(feature = "auth")]
#[route(get, "/.well-known/jwks.json", policy = public, hidden)]
async fn public_keys(State(keys): State<PublicKeys>) -> HttpResponse {
    // Who verifies tokens has a new key five minutes after it was added, before it signs.
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, HeaderValue::from_static("application/jwk-set+json")))
        .insert_header((CACHE_CONTROL, HeaderValue::from_static("public, max-age=300")))
        .body(keys.0)
}
