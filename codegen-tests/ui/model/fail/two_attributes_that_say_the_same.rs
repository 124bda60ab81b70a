use ordain::prelude::*;

#[model]
struct Post {
    #[key]
    id: i64,
    #[unique]
    #[index]
    slug: String,
    #[secret]
    #[read_only]
    token: String,
    #[belongs_to(Self)]
    #[index]
    #[read_only]
    parent_id: Option<i64>,
}

fn main() {}
