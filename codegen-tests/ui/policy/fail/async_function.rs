use ordain::policy;
use ordain::policy::Actor;

struct Post {
    author_id: i64,
}

#[policy]
async fn own_post(actor: &Actor, post: &Post) -> bool {
    actor.id == post.author_id
}

fn main() {}
