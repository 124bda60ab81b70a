use ordain::prelude::*;

#[model]
struct Post {
    #[key]
    id: i64,
    #[unique]
    slug: String,
}

#[route(get, "/posts/{title}", policy = public)]
async fn show_post(post: Found<Post>) -> String {
    post.slug.clone()
}

fn main() {}
