use ordain::prelude::*;

#[route(get, "/posts/{slug}")]
async fn show_post(slug: String) -> String {
    slug
}

#[route(get, "/first", policy = public)]
async fn first_post() -> String {
    show_post::url("first")
}

fn main() {}
