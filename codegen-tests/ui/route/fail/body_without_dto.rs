use ordain::prelude::*;

struct Post {
    title: String,
}

#[route(post, "/posts", policy = public)]
async fn create_post(Json(post): Json<Post>) -> String {
    post.title
}

fn main() {}
