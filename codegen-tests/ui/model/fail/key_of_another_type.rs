use ordain::prelude::*;

#[model]
struct Post {
    #[key]
    slug: String,
    title: String,
}

fn main() {}
