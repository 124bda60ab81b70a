use ordain::prelude::*;

#[route(get, "/posts", policy = public, cors = ["https://a.example.com", "b.example.com"])]
async fn list_posts() -> &'static str {
    "all of them"
}

fn main() {}
