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
async fn show_post(id: i64) -> String {
    id.to_string()
}

fn main() {}
