//! What needs no database.

use loco_rs::controller::extractor::validate::QueryValidate;
use loco_rs::prelude::*;
use serde::{Deserialize, Serialize};

use crate::auth::Caller;

async fn plaintext() -> Result<Response> {
    format::text("Hello, world!")
}

#[derive(Serialize)]
struct Article {
    id: i64,
    slug: String,
    title: String,
    tags: Vec<String>,
    published: bool,
}

async fn json() -> Result<Response> {
    format::json(Article {
        id: 42,
        slug: "on-the-origin".to_owned(),
        title: "On the Origin of Species".to_owned(),
        tags: vec!["nature".to_owned(), "science".to_owned()],
        published: true,
    })
}

#[derive(Deserialize, Validate)]
struct Window {
    #[validate(range(min = 1, max = 1_000_000))]
    page: u32,
    #[validate(range(min = 1, max = 100))]
    size: u32,
}

#[derive(Serialize)]
struct Shelf {
    id: i64,
    page: u32,
    size: u32,
    first: u32,
}

async fn typed(Path(id): Path<i64>, window: QueryValidate<Window>) -> Result<Response> {
    let Window { page, size } = window.0;
    format::json(Shelf { id, page, size, first: (page - 1) * size + 1 })
}

#[derive(Deserialize, Serialize, Validate)]
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

async fn validated(member: JsonValidateWithMessage<Member>) -> Result<Response> {
    format::json(member.0)
}

#[derive(Serialize)]
struct Private {
    id: i64,
}

async fn private(caller: Caller) -> Result<Response> {
    caller.must_be("Editor")?;
    format::json(Private { id: caller.id })
}

async fn item(Path(id): Path<i64>) -> Result<Response> {
    format::text(&id.to_string())
}

pub fn routes() -> Routes {
    Routes::new()
        .add("/plaintext", get(plaintext))
        .add("/json", get(json))
        .add("/typed/{id}", get(typed))
        .add("/validated", post(validated))
        .add("/private", get(private))
}

pub fn items(n: usize) -> Routes {
    Routes::new().prefix(&format!("/r/{n}/items")).add("/{id}", get(item))
}
