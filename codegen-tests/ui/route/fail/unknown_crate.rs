use ordain::prelude::*;

#[route(get, "/posts", policy = public, crate = "ordain")]
async fn list_posts() {}

fn main() {}
