use ordain::prelude::*;

#[model]
struct Post {
    #[key]
    id: i64,
    title: String,
    #[column(write = authenticated)]
    featured: bool,
}

fn main() {}
