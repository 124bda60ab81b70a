use ordain::prelude::*;

#[route(get, "/all posts", policy = public)]
async fn show_post() -> &'static str {
    "one of them"
}

fn main() {}
