use ordain::prelude::*;

#[route(get, "/posts", policy = public)]
async unsafe fn list_posts() -> &'static str {
    "all of them"
}

fn main() {}
