use ordain::prelude::*;

#[route(post, "/posts", policy = public, status = 202)]
async fn create_post() -> NoContent {
    NoContent
}

fn main() {}
