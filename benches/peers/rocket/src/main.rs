//! The service on Rocket, with sqlx and validator.

#[macro_use]
extern crate rocket;

mod auth;
mod rows;

use rocket::fairing::AdHoc;
use rocket::form::FromForm;
use rocket::http::Status;
use rocket::serde::json::Json;
use rocket::serde::{Deserialize, Serialize};
use validator::Validate;

use auth::{Editor, Keys};

/// What `Rocket.toml` or the environment says beside Rocket's own settings.
#[derive(Deserialize)]
#[serde(crate = "rocket::serde")]
struct Settings {
    secret: String,
    database: String,
}

fn check<T: Validate>(value: Json<T>) -> Result<T, Status> {
    let Json(value) = value;
    value.validate().map_err(|_| Status::UnprocessableEntity)?;
    Ok(value)
}

#[get("/plaintext")]
fn plaintext() -> &'static str {
    "Hello, world!"
}

#[derive(Serialize)]
#[serde(crate = "rocket::serde")]
struct Article {
    id: i64,
    slug: String,
    title: String,
    tags: Vec<String>,
    published: bool,
}

#[get("/json")]
fn json() -> Json<Article> {
    Json(Article {
        id: 42,
        slug: "on-the-origin".to_owned(),
        title: "On the Origin of Species".to_owned(),
        tags: vec!["nature".to_owned(), "science".to_owned()],
        published: true,
    })
}

#[derive(FromForm)]
struct Window {
    #[field(validate = range(1..=1_000_000))]
    page: u32,
    #[field(validate = range(1..=100))]
    size: u32,
}

#[derive(Serialize)]
#[serde(crate = "rocket::serde")]
struct Shelf {
    id: i64,
    page: u32,
    size: u32,
    first: u32,
}

#[get("/typed/<id>?<window..>")]
fn typed(id: i64, window: Window) -> Json<Shelf> {
    let Window { page, size } = window;
    Json(Shelf { id, page, size, first: (page - 1) * size + 1 })
}

#[derive(Deserialize, Serialize, Validate)]
#[serde(crate = "rocket::serde")]
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

#[post("/validated", data = "<member>")]
fn validated(member: Json<Member>) -> Result<Json<Member>, Status> {
    check(member).map(Json)
}

#[derive(Serialize)]
#[serde(crate = "rocket::serde")]
struct Private {
    id: i64,
}

#[get("/private")]
fn private(editor: Editor) -> Json<Private> {
    Json(Private { id: editor.id })
}

#[get("/items/<id>")]
fn item(id: i64) -> String {
    id.to_string()
}

#[launch]
fn rocket() -> _ {
    let rocket = rocket::build();
    let Settings { secret, database } = match rocket.figment().extract() {
        Ok(settings) => settings,
        Err(error) => panic!("{error}"),
    };
    let routes = routes![plaintext, json, typed, validated, private];
    let rocket = rocket
        .manage(Keys::new(&secret))
        .attach(AdHoc::try_on_ignite("database", |rocket| rows::connect(rocket, database)))
        .mount("/", routes)
        .mount("/rows", routes![rows::row, rows::rows, rows::add_row]);
    (0..500).fold(rocket, |rocket, n| rocket.mount(format!("/r/{n}"), routes![item]))
}
