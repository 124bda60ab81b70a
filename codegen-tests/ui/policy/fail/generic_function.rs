use ordain::policy;
use ordain::policy::Actor;

#[policy]
fn own<T>(actor: &Actor, _: &T) -> bool {
    actor.id == 0
}

fn main() {}
