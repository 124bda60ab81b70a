use ordain::prelude::*;

#[dto]
struct Post {
    title: String,
}

#[route(post, "/posts", policy = public)]
async fn create_posts(one: Post, other: Post) -> String {
    one.title + &other.title
}

fn main() {}
