use ordain::prelude::*;

#[job(queue = "Mail!")]
async fn announce(post_id: i64) {
    let _ = post_id;
}

#[job(queue = "")]
async fn publish(post_id: i64) {
    let _ = post_id;
}

fn main() {}
