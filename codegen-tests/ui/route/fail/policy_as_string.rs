use ordain::prelude::*;

#[route(post, "/posts", policy = "Author")]
async fn create_post() {}

fn main() {}
