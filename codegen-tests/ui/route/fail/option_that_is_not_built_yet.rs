use ordain::prelude::*;

#[route(get, "/posts", policy = public, cache = "10s")]
async fn list_posts() -> &'static str {
    "all of them"
}

fn main() {}
