use ordain::prelude::*;

struct Post;

#[route(get, "/posts", policy = public)]
async fn show_post() -> Result<Post> {
    Ok(Post)
}

fn main() {}
