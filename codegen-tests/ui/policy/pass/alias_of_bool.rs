//! A policy function may answer by any name of `bool`.

type Verdict = bool;

struct Post(i64);

#[ordain::policy]
pub(crate) const fn own_post(actor: &ordain::policy::Actor, post: &Post) -> Verdict {
    actor.id == post.0
}

fn main() {
    assert!(own_post(&ordain::policy::Actor::new(1, ()), &Post(1)));
}
