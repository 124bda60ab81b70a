use ordain::prelude::*;

#[model]
struct Post {
    #[key]
    id: i64,
    title: String,
    #[version]
    version: i64,
    #[version]
    #[unique]
    revision: Option<i64>,
}

fn main() {}
