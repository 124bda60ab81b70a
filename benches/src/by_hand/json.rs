//! A struct as JSON.

use actix_web::web::Json;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Article {
    id: i64,
    slug: String,
    title: String,
    tags: Vec<String>,
    published: bool,
}

pub(super) async fn json() -> Json<Article> {
    Json(Article {
        id: 42,
        slug: "on-the-origin".to_owned(),
        title: "On the Origin of Species".to_owned(),
        tags: vec!["nature".to_owned(), "science".to_owned()],
        published: true,
    })
}
