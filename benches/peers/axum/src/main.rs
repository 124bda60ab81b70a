//! The service on axum with sqlx, utoipa and validator.

mod auth;
mod rows;

use std::env;
use std::error::Error;

use axum::body::Bytes;
use axum::extract::{FromRef, Path, Query};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use sqlx::PgPool;
use sqlx::postgres::PgPoolOptions;
use tokio::net::TcpListener;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use validator::Validate;

use auth::{Caller, Keys};

#[derive(Clone, FromRef)]
struct AppState {
    pool: PgPool,
    keys: Keys,
}

type Failure = (StatusCode, String);

fn check(value: &impl Validate) -> Result<(), Failure> {
    value.validate().map_err(|error| (StatusCode::UNPROCESSABLE_ENTITY, error.to_string()))
}

/// Greet the world.
#[utoipa::path(get, path = "/plaintext", responses((status = 200, body = str)))]
async fn plaintext() -> &'static str {
    "Hello, world!"
}

#[derive(Serialize, ToSchema)]
struct Article {
    id: i64,
    slug: String,
    title: String,
    tags: Vec<String>,
    published: bool,
}

/// Show an article.
#[utoipa::path(get, path = "/json", responses((status = 200, body = Article)))]
async fn json() -> Json<Article> {
    Json(Article {
        id: 42,
        slug: "on-the-origin".to_owned(),
        title: "On the Origin of Species".to_owned(),
        tags: vec!["nature".to_owned(), "science".to_owned()],
        published: true,
    })
}

#[derive(Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
struct Window {
    #[validate(range(min = 1, max = 1_000_000))]
    page: u32,
    #[validate(range(min = 1, max = 100))]
    size: u32,
}

#[derive(Serialize, ToSchema)]
struct Shelf {
    id: i64,
    page: u32,
    size: u32,
    first: u32,
}

/// Say what a page of a shelf begins with.
#[utoipa::path(get, path = "/typed/{id}", params(("id" = i64, Path), Window),
    responses((status = 200, body = Shelf), (status = 422)))]
async fn typed(Path(id): Path<i64>, Query(window): Query<Window>) -> Result<Json<Shelf>, Failure> {
    check(&window)?;
    let Window { page, size } = window;
    Ok(Json(Shelf { id, page, size, first: (page - 1) * size + 1 }))
}

#[derive(Deserialize, Serialize, ToSchema, Validate)]
struct Member {
    #[validate(length(min = 1, max = 100))]
    name: String,
    #[validate(email)]
    email: String,
    #[validate(range(min = 18, max = 150))]
    age: u32,
    #[validate(length(max = 10))]
    interests: Vec<String>,
}

/// Check a member.
#[utoipa::path(post, path = "/validated", responses((status = 200, body = Member), (status = 422)))]
async fn validated(Json(member): Json<Member>) -> Result<Json<Member>, Failure> {
    check(&member)?;
    Ok(Json(member))
}

#[derive(Serialize, ToSchema)]
struct Private {
    id: i64,
}

/// Tell editors who they are.
#[utoipa::path(get, path = "/private",
    responses((status = 200, body = Private), (status = 401), (status = 403)))]
async fn private(caller: Caller) -> Result<Json<Private>, Failure> {
    caller.must_be("Editor")?;
    Ok(Json(Private { id: caller.id }))
}

async fn item(Path(id): Path<i64>) -> String {
    id.to_string()
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    // Connections are not asked before each use.
    let pool = PgPoolOptions::new().max_connections(10).test_before_acquire(false);
    let pool = pool.connect(&env::var("DATABASE_URL")?).await?;
    let keys = Keys::new(&env::var("JWT_SECRET")?);
    let (router, api) = OpenApiRouter::new()
        .routes(routes!(plaintext))
        .routes(routes!(json))
        .routes(routes!(typed))
        .routes(routes!(validated))
        .routes(routes!(private))
        .routes(routes!(rows::row))
        .routes(routes!(rows::rows, rows::add_row))
        .split_for_parts();
    let document = Bytes::from(api.to_json()?);
    let items = (0..500)
        .fold(Router::new(), |router, n| router.route(&format!("/r/{n}/items/{{id}}"), get(item)));
    let router = router
        .merge(items)
        .route("/openapi.json", get(async move || ([(CONTENT_TYPE, "application/json")], document)))
        .with_state(AppState { pool, keys });
    let listener = TcpListener::bind(("127.0.0.1", env::var("PORT")?.parse()?)).await?;
    axum::serve(listener, router).await?;
    Ok(())
}
