use ordain::prelude::*;

#[route(post, "/posts", policy = own_post)]
async fn create_post() {}

fn main() {}
