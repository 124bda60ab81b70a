use ordain::prelude::*;

#[route(get, "/posts", policy = public, priority = "background")]
async fn list_posts() -> &'static str {
    "all of them"
}

fn main() {}
