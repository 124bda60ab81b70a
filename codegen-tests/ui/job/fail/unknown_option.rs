use ordain::prelude::*;

#[job(queue = "mail", retrys = 5)]
async fn announce(post_id: i64) {
    let _ = post_id;
}

#[job(every = "1h")]
async fn sweep(_: ()) {}

fn main() {}
