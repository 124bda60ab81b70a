use ordain::prelude::*;

#[model(has_many(Comment))]
struct Post {
    #[key]
    id: i64,
    title: String,
}

#[model]
struct Comment {
    #[key]
    id: i64,
    text: String,
}

fn main() {}
