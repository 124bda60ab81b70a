use ordain::prelude::*;

#[model]
struct Post {
    #[key]
    id: i64,
    #[column(default = i32::MAX)]
    stars: i32,
}

fn main() {}
