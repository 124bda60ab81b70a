use ordain::prelude::*;

struct Post;

#[route(get, "/posts", policy = public)]
async fn list_posts() -> Result<Vec<Post>> {
    Ok(vec![Post])
}

fn main() {}
