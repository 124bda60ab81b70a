use ordain::policy;
use ordain::policy::Actor;

struct Post;

#[policy]
fn public(_: &Actor, _: &Post) -> bool {
    true
}

fn main() {}
