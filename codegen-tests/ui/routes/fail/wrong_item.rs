use ordain::prelude::*;

#[routes("/posts", tag = "posts")]
async fn list_posts() {}

fn main() {}
