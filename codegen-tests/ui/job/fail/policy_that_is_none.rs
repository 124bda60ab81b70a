use ordain::prelude::*;

struct Write;

#[job(policy = Write)]
async fn announce(post_id: i64) {
    let _ = post_id;
}

#[job(policy = "authenticated")]
async fn publish(post_id: i64) {
    let _ = post_id;
}

fn main() {}
