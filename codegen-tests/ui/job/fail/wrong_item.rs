use ordain::prelude::*;

#[job]
struct Announce {
    post_id: i64,
}

fn main() {}
