use ordain::prelude::*;

#[route(get, "/posts", policy = public, cors = "*")]
async fn list_posts() -> &'static str {
    "all of them"
}

fn main() {}
