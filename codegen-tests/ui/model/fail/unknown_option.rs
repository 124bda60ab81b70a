use ordain::prelude::*;

#[model(soft_delete, timestmps)]
struct Post {
    #[key]
    id: i64,
    title: String,
}

fn main() {}
