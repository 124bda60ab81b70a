use ordain::prelude::*;

#[route(get, "/posts", polcy = public, time_out = "2s")]
async fn list_posts() -> &'static str {
    "all of them"
}

fn main() {}
