//! The service on salvo, with sqlx and validator.

mod auth;
mod rows;

use std::env;
use std::error::Error;

use salvo::oapi::ToParameters;
use salvo::oapi::extract::{JsonBody, PathParam};
use salvo::prelude::*;
use serde::{Deserialize, Serialize};
use sqlx::postgres::PgPoolOptions;
use validator::Validate;

fn check(value: &impl Validate) -> Result<(), StatusError> {
    value.validate().map_err(|error| StatusError::unprocessable_entity().cause(error))
}

/// Greet the world.
#[endpoint]
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
#[endpoint]
async fn json() -> Json<Article> {
    Json(Article {
        id: 42,
        slug: "on-the-origin".to_owned(),
        title: "On the Origin of Species".to_owned(),
        tags: vec!["nature".to_owned(), "science".to_owned()],
        published: true,
    })
}

#[derive(Deserialize, ToParameters, Validate)]
#[salvo(parameters(default_parameter_in = Query))]
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
#[endpoint]
async fn typed(id: PathParam<i64>, window: Window) -> Result<Json<Shelf>, StatusError> {
    check(&window)?;
    let Window { page, size } = window;
    Ok(Json(Shelf { id: id.into_inner(), page, size, first: (page - 1) * size + 1 }))
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
#[endpoint]
async fn validated(member: JsonBody<Member>) -> Result<Json<Member>, StatusError> {
    check(&*member)?;
    Ok(Json(member.into_inner()))
}

#[derive(Serialize, ToSchema)]
struct Private {
    id: i64,
}

/// Tell editors who they are.
#[endpoint]
async fn private(depot: &mut Depot) -> Result<Json<Private>, StatusError> {
    let caller = auth::caller(depot)?;
    caller.must_be("Editor")?;
    Ok(Json(Private { id: caller.id()? }))
}

/// Tell which item it is.
#[handler]
async fn item(request: &mut Request) -> Result<String, StatusError> {
    let id: Option<i64> = request.param("id");
    id.map(|id| id.to_string()).ok_or_else(StatusError::bad_request)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    // Connections are not asked before each use.
    let pool = PgPoolOptions::new().max_connections(10).test_before_acquire(false);
    let pool = pool.connect(&env::var("DATABASE_URL")?).await?;
    let router = Router::new()
        .hoop(affix_state::inject(pool))
        .push(Router::with_path("plaintext").get(plaintext))
        .push(Router::with_path("json").get(json))
        .push(Router::with_path("typed/{id}").get(typed))
        .push(Router::with_path("validated").post(validated))
        .push(
            Router::with_path("private").hoop(auth::bearer(&env::var("JWT_SECRET")?)).get(private),
        )
        .push(Router::with_path("rows").get(rows::rows).post(rows::add_row))
        .push(Router::with_path("rows/{id}").get(rows::row));
    let document = OpenApi::new("A small service", "1.0").merge_router(&router);
    let router = router.push(document.into_router("/openapi.json"));
    let router = (0..500).fold(router, |router, n| {
        router.push(Router::with_path(format!("r/{n}/items/{{id}}")).get(item))
    });
    let acceptor = TcpListener::new(format!("127.0.0.1:{}", env::var("PORT")?)).bind().await;
    Server::new(acceptor).serve(router).await;
    Ok(())
}
