use ordain::prelude::*;

#[model]
struct Post {
    #[key]
    id: i64,
    #[unique]
    slug: String,
}

#[route(get, "/posts/{id}", policy = authenticated)]
async fn show_post(post: Authorized<Post>) -> String {
    post.slug.clone()
}

fn main() {}
