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

#[route(get, "/posts/{id}", policy = public)]
async fn show_post(post: Found<Post>, user: Found<User>) -> String {
    format!("{} {}", post.slug, user.id)
}

fn main() {}
