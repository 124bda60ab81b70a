use ordain::prelude::*;

#[job]
async fn announce(post_id: i64) -> i64 {
    post_id
}

#[job]
async fn publish(post_id: i64) -> Result<i64> {
    Ok(post_id)
}

fn main() {}
