use ordain::prelude::*;

enum Colour {
    Red,
}

#[route(post, "/posts", policy = Colour::Red)]
async fn create_post() {}

fn main() {}
