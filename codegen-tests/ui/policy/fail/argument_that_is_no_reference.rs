use ordain::policy;
use ordain::policy::Actor;

struct Post {
    author_id: i64,
}

#[policy]
fn own_post(actor: Actor, post: Post) -> bool {
    actor.id == post.author_id
}

#[policy]
fn take_post(actor: &Actor, post: &mut Post) -> bool {
    post.author_id = actor.id;
    true
}

#[policy]
fn any_post(_: &Actor, _: &impl Sized) -> bool {
    true
}

fn main() {}
