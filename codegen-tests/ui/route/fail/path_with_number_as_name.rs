use ordain::prelude::*;

#[route(get, "/posts/{1}", policy = public)]
async fn show_post() -> &'static str {
    "one of them"
}

fn main() {}
