use ordain::prelude::*;

#[route("/posts", policy = public)]
async fn list_posts() -> &'static str {
    "all of them"
}

fn main() {}
