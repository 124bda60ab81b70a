use ordain::prelude::*;

#[route(get, "/me", policy = public)]
async fn show_me(actor: Actor) -> String {
    actor.id.to_string()
}

fn main() {}
