use ordain::prelude::*;

#[model]
struct Post {
    #[key]
    id: i64,
    #[belongs_to]
    author_id: i64,
    #[belongs_to("User")]
    editor_id: i64,
}

fn main() {}
