use ordain::prelude::*;

#[dto]
struct Post {
    id: i64,
}

#[route(get, "/posts/{id}", policy = public)]
async fn show_post(post: Found<Post>) -> String {
    post.id.to_string()
}

fn main() {}
