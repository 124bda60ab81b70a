use ordain::prelude::*;

#[job(policy = "authenticated")]
async fn publish(post_id: i64) {
    let _ = post_id;
}

fn main() {}
