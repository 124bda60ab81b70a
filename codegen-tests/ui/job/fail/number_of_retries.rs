use ordain::prelude::*;

#[job(retries = 70000)]
async fn announce(post_id: i64) {
    let _ = post_id;
}

#[job(retries = 5u8)]
async fn publish(post_id: i64) {
    let _ = post_id;
}

fn main() {}
