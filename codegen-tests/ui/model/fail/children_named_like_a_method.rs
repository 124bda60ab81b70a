use ordain::prelude::*;

#[model(has_many(Comment, name = query), has_many(Comment), has_one(Comment, name = comments))]
struct Post {
    #[key]
    id: i64,
    title: String,
}

fn main() {}
