use ordain::prelude::*;

struct Posts;

impl Posts {
    #[job]
    async fn announce(&self, post_id: i64) {
        let _ = post_id;
    }
}

fn main() {}
