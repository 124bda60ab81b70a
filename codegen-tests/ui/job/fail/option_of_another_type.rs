use ordain::prelude::*;

#[job(queue = mail, retries = "5", timeout = 30)]
async fn announce(post_id: i64) {
    let _ = post_id;
}

fn main() {}
