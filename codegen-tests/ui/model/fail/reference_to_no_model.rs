use ordain::prelude::*;

struct Tag {
    id: i64,
}

#[model]
struct Post {
    #[key]
    id: i64,
    #[belongs_to(Tag)]
    tag_id: i64,
    title: String,
}

fn main() {}
