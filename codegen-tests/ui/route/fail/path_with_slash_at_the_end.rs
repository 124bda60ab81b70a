use ordain::prelude::*;

#[route(get, "/posts/", policy = public)]
async fn show_post() -> &'static str {
    "one of them"
}

fn main() {}
