use ordain::prelude::*;

#[job(retries = 0, backoff = "fixed 10s")]
async fn announce(post_id: i64) {
    let _ = post_id;
}

fn main() {}
