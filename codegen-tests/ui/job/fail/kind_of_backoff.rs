use ordain::prelude::*;

#[job(backoff = "10s")]
async fn announce(post_id: i64) {
    let _ = post_id;
}

#[job(backoff = "linear 10s")]
async fn publish(post_id: i64) {
    let _ = post_id;
}

#[job(backoff = "fixed 10s..1h")]
async fn sweep(post_id: i64) {
    let _ = post_id;
}

#[job(backoff = "exponential 10..1h")]
async fn crawl(post_id: i64) {
    let _ = post_id;
}

fn main() {}
