use ordain::prelude::*;

#[job]
async fn announce(post_id: i64, copies: u8) {
    let _ = (post_id, copies);
}

fn main() {}
