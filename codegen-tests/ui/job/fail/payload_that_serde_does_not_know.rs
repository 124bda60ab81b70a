use ordain::prelude::*;

struct Letter {
    to: String,
}

#[job]
async fn announce(letter: Letter) {
    let _ = letter.to;
}

fn main() {}
