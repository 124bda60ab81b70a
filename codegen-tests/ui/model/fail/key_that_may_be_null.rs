use ordain::prelude::*;

#[model]
struct Post {
    #[key]
    id: Option<i64>,
    title: String,
}

fn main() {}
