use ordain::prelude::*;

#[model(many_to_many(Tag), has_many("Comment"), has_one(Tag, through = PostTag))]
struct Post {
    #[key]
    id: i64,
    title: String,
}

fn main() {}
