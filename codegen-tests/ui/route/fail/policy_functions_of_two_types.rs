use ordain::prelude::*;

#[model]
struct User {
    #[key]
    id: i64,
    name: String,
}

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

#[policy]
fn own_user(actor: &Actor, user: &User) -> bool {
    actor.id == user.id
}

#[route(get, "/posts/{id}", policy = any(own_post, own_user))]
async fn show_post(post: Authorized<Post>) -> String {
    post.slug.clone()
}

fn main() {}
