use ordain::prelude::*;

#[route(get, "/posts")]
async fn list_posts() -> &'static str {
    "all of them"
}

fn main() {}
