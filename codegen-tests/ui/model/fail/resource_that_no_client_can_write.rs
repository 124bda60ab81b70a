use ordain::prelude::*;

#[model(resource("/posts", create = public))]
struct Post {
    #[key]
    id: i64,
    #[read_only]
    owner: i64,
    title: String,
}

#[model(resource("/marks", show = public, update = public))]
struct Mark {
    #[key]
    x: i64,
    #[key]
    y: i64,
}

fn main() {}
