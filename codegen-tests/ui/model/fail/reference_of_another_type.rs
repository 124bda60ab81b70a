use ordain::prelude::*;

#[model]
struct Tag {
    #[key]
    id: i64,
    name: String,
}

#[model]
struct Post {
    #[key]
    id: i64,
    #[belongs_to(Tag)]
    tag_id: i32,
    title: String,
}

fn main() {}
