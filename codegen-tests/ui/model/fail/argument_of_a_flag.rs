use ordain::prelude::*;

#[model]
struct Post {
    #[key(auto)]
    id: i64,
    #[unique]
    #[unique]
    slug: String,
}

fn main() {}
