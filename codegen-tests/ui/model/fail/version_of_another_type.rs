use ordain::prelude::*;

#[model]
struct Post {
    #[key]
    id: i64,
    title: String,
    #[version]
    version: String,
}

fn main() {}
