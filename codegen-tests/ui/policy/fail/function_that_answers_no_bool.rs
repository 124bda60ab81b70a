use ordain::policy;
use ordain::policy::Actor;

struct Post {
    author_id: i64,
}

struct Verdict;

#[policy]
fn own_post(actor: &Actor, post: &Post) {
    let _ = actor.id == post.author_id;
}

#[policy]
fn maybe_own_post(actor: &Actor, post: &Post) -> Option<bool> {
    Some(actor.id == post.author_id)
}

#[policy]
fn judged_post(_: &Actor, _: &Post) -> Verdict {
    Verdict
}

fn main() {}
