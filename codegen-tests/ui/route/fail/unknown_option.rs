use ordain::prelude::*;

#[route(get, "/posts", policy = public, colour = "red")]
async fn list_posts() -> &'static str {
    "all of them"
}

fn main() {}
