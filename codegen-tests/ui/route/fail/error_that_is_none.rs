use ordain::prelude::*;

#[derive(Debug)]
struct PostError;

#[route(get, "/posts", policy = public)]
async fn show_post() -> Result<String, PostError> {
    Err(PostError)
}

fn main() {}
