use ordain::prelude::*;

#[job]
async fn announce<T: Into<i64>>(post_id: T) {
    let _: i64 = post_id.into();
}

#[job]
async fn publish(post_id: impl Into<i64>) {
    let _: i64 = post_id.into();
}

fn main() {}
