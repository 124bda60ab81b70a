use ordain::prelude::*;

struct Slug(String);

#[route(get, "/posts/{slug}", policy = public)]
async fn show_post(slug: Slug) -> String {
    slug.0
}

fn main() {}
