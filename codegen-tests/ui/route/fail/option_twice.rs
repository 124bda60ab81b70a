use ordain::prelude::*;

#[route(get, "/posts", policy = public, tag = "posts", policy = authenticated)]
async fn list_posts() -> &'static str {
    "all of them"
}

fn main() {}
