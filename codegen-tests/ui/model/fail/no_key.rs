use ordain::prelude::*;

#[model]
struct Post {
    id: i64,
    title: String,
}

fn main() {}
