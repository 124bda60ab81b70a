use ordain::prelude::*;

#[model]
struct Post {
    #[key]
    id: i64,
    #[status(404)]
    title: String,
}

fn main() {}
