use ordain::prelude::*;

#[model(soft_delete)]
struct Post {
    #[key]
    id: i64,
    title: String,
    deleted_at: Option<String>,
}

fn main() {}
