use ordain::prelude::*;

#[model]
struct Post {
    #[key]
    id: i64,
    author: i64,
}

#[policy]
fn own_post(actor: &Actor, post: &Post) -> bool {
    actor.id == post.author
}

#[model]
struct Comment {
    #[key]
    id: i64,
    #[column(read = any(own_post, authenticated))]
    text: String,
}

fn main() {}
