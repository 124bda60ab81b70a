use ordain::prelude::*;

struct Post {
    title: String,
}

#[route(post, "/posts", policy = public)]
async fn create_post(post: Post) -> String {
    post.title
}

fn main() {}
