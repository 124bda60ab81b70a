use ordain::prelude::*;

#[model]
struct Post {
    #[key]
    id: i64,
    #[key]
    slug: String,
}

fn main() {}
