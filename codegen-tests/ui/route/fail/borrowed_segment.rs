use ordain::prelude::*;

#[route(get, "/posts/{slug}", policy = public)]
async fn show_post(slug: &str) -> String {
    format!("post {slug}")
}

fn main() {}
