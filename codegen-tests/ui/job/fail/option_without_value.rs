use ordain::prelude::*;

#[job(timeout)]
async fn announce(post_id: i64) {
    let _ = post_id;
}

fn main() {}
