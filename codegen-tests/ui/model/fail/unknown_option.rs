use ordain::prelude::*;

#[model(hard_delete, timestmps)]
struct Post {
    #[key]
    id: i64,
    title: String,
}

fn main() {}
