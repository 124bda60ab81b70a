use ordain::prelude::*;

pub struct Letter {
    pub author_id: i64,
}

#[policy]
fn own_letter(actor: &Actor, letter: &Letter) -> bool {
    letter.author_id == actor.id
}

fn main() {
    let _ = own_letter::scope(&Actor::new(1, ()));
}
