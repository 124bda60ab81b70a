//! The service on poem-openapi, with sqlx.

mod auth;
mod rows;

use std::env;
use std::error::Error;

use poem::http::StatusCode;
use poem::listener::TcpListener;
use poem::web::Path as PlainPath;
use poem::{EndpointExt, Route, Server, get, handler};
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::{Json, PlainText};
use poem_openapi::types::Email;
use poem_openapi::{Object, OpenApi, OpenApiService};
use sqlx::postgres::PgPoolOptions;

use auth::{Caller, Keys};
use rows::Rows;

#[derive(Object)]
struct Article {
    id: i64,
    slug: String,
    title: String,
    tags: Vec<String>,
    published: bool,
}

#[derive(Object)]
struct Shelf {
    id: i64,
    page: u32,
    size: u32,
    first: u32,
}

#[derive(Object)]
struct Member {
    #[oai(validator(min_length = 1, max_length = 100))]
    name: String,
    email: Email,
    #[oai(validator(minimum(value = "18"), maximum(value = "150")))]
    age: u32,
    #[oai(validator(max_items = 10))]
    interests: Vec<String>,
}

#[derive(Object)]
struct Private {
    id: i64,
}

struct Api;

#[OpenApi]
impl Api {
    /// Greet the world.
    #[oai(path = "/plaintext", method = "get")]
    async fn plaintext(&self) -> PlainText<&'static str> {
        PlainText("Hello, world!")
    }

    /// Show an article.
    #[oai(path = "/json", method = "get")]
    async fn json(&self) -> Json<Article> {
        Json(Article {
            id: 42,
            slug: "on-the-origin".to_owned(),
            title: "On the Origin of Species".to_owned(),
            tags: vec!["nature".to_owned(), "science".to_owned()],
            published: true,
        })
    }

    /// Say what a page of a shelf begins with.
    #[oai(path = "/typed/:id", method = "get")]
    async fn typed(
        &self,
        id: Path<i64>,
        #[oai(validator(minimum(value = "1"), maximum(value = "1000000")))] page: Query<u32>,
        #[oai(validator(minimum(value = "1"), maximum(value = "100")))] size: Query<u32>,
    ) -> Json<Shelf> {
        let (page, size) = (page.0, size.0);
        Json(Shelf { id: id.0, page, size, first: (page - 1) * size + 1 })
    }

    /// Check a member.
    #[oai(path = "/validated", method = "post")]
    async fn validated(&self, member: Json<Member>) -> Json<Member> {
        member
    }

    /// Tell editors who they are.
    #[oai(path = "/private", method = "get")]
    async fn private(&self, caller: Caller) -> poem::Result<Json<Private>> {
        if !caller.0.roles.iter().any(|role| role == "Editor") {
            return Err(poem::Error::from_status(StatusCode::FORBIDDEN));
        }
        Ok(Json(Private { id: caller.0.id }))
    }
}

#[handler]
fn item(PlainPath(id): PlainPath<i64>) -> String {
    id.to_string()
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    // Connections are not asked before each use.
    let pool = PgPoolOptions::new().max_connections(10).test_before_acquire(false);
    let pool = pool.connect(&env::var("DATABASE_URL")?).await?;
    let keys = Keys::new(&env::var("JWT_SECRET")?);
    let service = OpenApiService::new((Api, Rows), "A small service", "1.0");
    let app = Route::new().at("/openapi.json", service.spec_endpoint());
    let app = (0..500).fold(app, |app, n| app.at(format!("/r/{n}/items/:id"), get(item)));
    let app = app.nest("/", service).data(pool).data(keys);
    let listener = TcpListener::bind(format!("127.0.0.1:{}", env::var("PORT")?));
    Server::new(listener).run(app).await?;
    Ok(())
}
