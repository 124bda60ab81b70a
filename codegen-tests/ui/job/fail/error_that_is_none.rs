use ordain::prelude::*;

#[job]
async fn announce(post_id: i64) -> Result<(), String> {
    Err(post_id.to_string())
}

fn main() {}
