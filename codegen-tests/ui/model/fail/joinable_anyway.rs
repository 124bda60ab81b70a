use ordain::prelude::*;

#[model]
struct User {
    #[key]
    id: i64,
    #[belongs_to(Self, joinable = true)]
    parent_id: Option<i64>,
}

fn main() {}
