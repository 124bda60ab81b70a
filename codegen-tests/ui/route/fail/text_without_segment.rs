use ordain::prelude::*;

#[route(get, "/posts", policy = public)]
async fn show_post(slug: String) -> String {
    slug
}

fn main() {}
