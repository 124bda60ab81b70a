use ordain::prelude::*;

#[job(policy = public)]
async fn announce(post_id: i64) {
    let _ = post_id;
}

fn main() {}
