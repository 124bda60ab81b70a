use ordain::prelude::*;

#[route(fetch, "/posts", policy = public)]
async fn list_posts() -> &'static str {
    "all of them"
}

fn main() {}
