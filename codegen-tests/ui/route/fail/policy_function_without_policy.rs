use ordain::prelude::*;

fn own_post(_actor: &Actor, post: &String) -> bool {
    !post.is_empty()
}

#[route(post, "/posts", policy = own_post)]
async fn create_post() {}

fn main() {}
