use ordain::prelude::*;

#[model]
struct Post {
    #[key]
    id: i64,
    #[unique]
    slug: String,
}

#[policy]
fn own_post(actor: &Actor, post: &Post) -> bool {
    actor.id == post.id
}

#[route(get, "/posts/{id}", policy = own_post)]
async fn show_post(post: Found<Post>) -> String {
    post.slug.clone()
}

fn main() {}
