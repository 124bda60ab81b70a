use ordain::policy;
use ordain::policy::Actor;

struct Post {
    author_id: i64,
}

#[policy]
fn nobody() -> bool {
    false
}

#[policy]
fn known_actor(actor: &Actor) -> bool {
    actor.id > 0
}

#[policy]
fn own_post_now(actor: &Actor, post: &Post, now: u64) -> bool {
    actor.id == post.author_id && now > 0
}

fn main() {}
