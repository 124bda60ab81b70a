use ordain::prelude::*;

#[model]
struct Post {
    #[key]
    id: i64,
    posts: String,
    table: String,
}

fn main() {}
