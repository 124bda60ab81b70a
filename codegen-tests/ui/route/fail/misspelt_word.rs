use ordain::prelude::*;

#[route(get, "/posts", policy = pubic)]
async fn list_posts() {}

fn main() {}
