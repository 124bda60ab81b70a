use ordain::prelude::*;

struct Post {
    author_id: i64,
}

#[policy]
fn own_post(actor: &Actor, post: &Post) -> bool {
    actor.id == post.author_id
}

#[job(policy = any(own_post, authenticated))]
async fn announce(post_id: i64) {
    let _ = post_id;
}

fn main() {}
