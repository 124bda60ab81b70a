use ordain::policy;
use ordain::policy::Actor;

#[policy(in_code)]
enum Permission {
    WritePosts,
}

#[policy(permissions = Permission)]
fn own_post(actor: &Actor, post: &u8) -> bool {
    actor.id == i64::from(*post)
}

#[policy(in_code = true)]
fn other_post(actor: &Actor, post: &u8) -> bool {
    actor.id == i64::from(*post)
}

fn main() {}
