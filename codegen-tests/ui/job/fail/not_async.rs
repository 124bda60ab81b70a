use ordain::prelude::*;

#[job]
fn announce(post_id: i64) {
    let _ = post_id;
}

fn main() {}
