use ordain::prelude::*;

#[job(timeout = "30")]
async fn announce(post_id: i64) {
    let _ = post_id;
}

#[job(timeout = "0s")]
async fn publish(post_id: i64) {
    let _ = post_id;
}

#[job(timeout = "2 weeks")]
async fn sweep(post_id: i64) {
    let _ = post_id;
}

fn main() {}
