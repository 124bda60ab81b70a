use ordain::prelude::*;

#[model]
struct Post {
    #[key]
    id: i64,
}

fn main() {}
