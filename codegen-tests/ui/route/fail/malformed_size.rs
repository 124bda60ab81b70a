use ordain::prelude::*;

#[route(post, "/files", policy = public, body_limit = "10 megabytes")]
async fn upload() {}

fn main() {}
