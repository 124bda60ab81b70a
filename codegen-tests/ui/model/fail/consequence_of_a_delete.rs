use ordain::prelude::*;

#[model]
struct Post {
    #[key]
    id: i64,
    #[belongs_to(Self, on_delete = set_null)]
    parent_id: i64,
    #[belongs_to(Self, on_delete = explode)]
    other_id: i64,
}

fn main() {}
