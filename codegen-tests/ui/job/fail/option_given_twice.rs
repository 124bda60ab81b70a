use ordain::prelude::*;

#[job(retries = 5, retries = 6)]
async fn announce(post_id: i64) {
    let _ = post_id;
}

fn main() {}
