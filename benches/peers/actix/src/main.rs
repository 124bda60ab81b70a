//! The service by hand, on actix-web with diesel-async, utoipa and validator.

mod auth;
mod rows;

use std::env;
use std::io;

use actix_web::error::ErrorUnprocessableEntity;
use actix_web::web::{self, Data, Json, Path, Query};
use actix_web::{App, Error, HttpResponse, HttpServer, Responder, get, post};
use diesel_async::AsyncPgConnection;
use diesel_async::pooled_connection::deadpool::Pool;
use diesel_async::pooled_connection::{
    AsyncDieselConnectionManager, ManagerConfig, RecyclingMethod,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};
use validator::Validate;

use auth::{Caller, Keys};

#[derive(OpenApi)]
#[openapi(paths(
    plaintext,
    json,
    typed,
    validated,
    private,
    rows::show_row,
    rows::rows,
    rows::add_row,
    item
))]
struct Api;

fn check(value: &impl Validate) -> Result<(), Error> {
    value.validate().map_err(ErrorUnprocessableEntity)
}

/// Greet the world.
#[utoipa::path(responses((status = 200, body = str)))]
#[get("/plaintext")]
async fn plaintext() -> impl Responder {
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
#[utoipa::path(responses((status = 200, body = Article)))]
#[get("/json")]
async fn json() -> impl Responder {
    Json(Article {
        id: 42,
        slug: "on-the-origin".to_owned(),
        title: "On the Origin of Species".to_owned(),
        tags: vec!["nature".to_owned(), "science".to_owned()],
        published: true,
    })
}

#[derive(Deserialize, IntoParams, Validate)]
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
#[utoipa::path(params(Window), responses((status = 200, body = Shelf), (status = 422)))]
#[get("/typed/{id}")]
async fn typed(id: Path<i64>, window: Query<Window>) -> Result<Json<Shelf>, Error> {
    check(&*window)?;
    let Window { page, size } = window.into_inner();
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
#[utoipa::path(responses((status = 200, body = Member), (status = 422)))]
#[post("/validated")]
async fn validated(member: Json<Member>) -> Result<Json<Member>, Error> {
    check(&*member)?;
    Ok(member)
}

#[derive(Serialize, ToSchema)]
struct Private {
    id: i64,
}

/// Tell editors who they are.
#[utoipa::path(responses((status = 200, body = Private), (status = 401), (status = 403)))]
#[get("/private")]
async fn private(caller: Caller) -> Result<Json<Private>, Error> {
    caller.must_be("Editor")?;
    Ok(Json(Private { id: caller.id }))
}

/// Tell which item it is.
#[utoipa::path(get, path = "/r/{n}/items/{id}", params(("n" = u16, Path), ("id" = i64, Path)),
    responses((status = 200, body = str)))]
async fn item(id: Path<i64>) -> String {
    id.to_string()
}

fn pool(url: &str) -> io::Result<Pool<AsyncPgConnection>> {
    let mut config = ManagerConfig::default();
    // Without a question before each use.
    config.recycling_method = RecyclingMethod::Fast;
    let manager = AsyncDieselConnectionManager::new_with_config(url, config);
    Pool::builder(manager).max_size(10).build().map_err(io::Error::other)
}

fn variable(name: &str) -> io::Result<String> {
    env::var(name).map_err(|error| io::Error::other(format!("{name}: {error}")))
}

#[actix_web::main]
async fn main() -> io::Result<()> {
    let pool = Data::new(pool(&variable("DATABASE_URL")?)?);
    let keys = Data::new(Keys::new(&variable("JWT_SECRET")?));
    let text = Data::new(Api::openapi().to_json().map_err(io::Error::other)?);
    let port = variable("PORT")?.parse().map_err(io::Error::other)?;
    let workers = variable("WORKERS")?.parse().map_err(io::Error::other)?;
    let app = move || {
        let app = App::new()
            .app_data(pool.clone())
            .app_data(keys.clone())
            .app_data(text.clone())
            .service(plaintext)
            .service(json)
            .service(typed)
            .service(validated)
            .service(private)
            .service(rows::show_row)
            .service(web::resource("/rows").get(rows::rows).post(rows::add_row))
            .service(document);
        (0..500).fold(app, |app, n| app.route(&format!("/r/{n}/items/{{id}}"), web::get().to(item)))
    };
    HttpServer::new(app).workers(workers).bind(("127.0.0.1", port))?.run().await
}

#[get("/openapi.json")]
async fn document(text: Data<String>) -> impl Responder {
    HttpResponse::Ok().content_type("application/json").body(text.to_string())
}
