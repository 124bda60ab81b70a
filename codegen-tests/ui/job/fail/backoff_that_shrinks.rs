use ordain::prelude::*;

#[job(backoff = "exponential 1h..10s")]
async fn announce(post_id: i64) {
    let _ = post_id;
}

fn main() {}
