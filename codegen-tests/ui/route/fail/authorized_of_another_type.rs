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

#[route(get, "/users/{id}", policy = own_post)]
async fn show_user(user: Authorized<User>) -> String {
    user.id.to_string()
}

fn main() {}
