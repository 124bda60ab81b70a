use ordain::prelude::*;

#[model(resource("/posts", list = Permission::Read))]
struct Post {
    #[key]
    id: i64,
    title: String,
}

fn main() {}
