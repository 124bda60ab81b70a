//! A struct as JSON.

use ordain::prelude::*;

#[dto]
struct Article {
    id: i64,
    slug: String,
    title: String,
    tags: Vec<String>,
    published: bool,
}

#[route(get, "/json", policy = public)]
async fn json() -> Article {
    Article {
        id: 42,
        slug: "on-the-origin".to_owned(),
        title: "On the Origin of Species".to_owned(),
        tags: vec!["nature".to_owned(), "science".to_owned()],
        published: true,
    }
}
