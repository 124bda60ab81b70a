use ordain::prelude::*;

#[model]
struct Post<T> {
    #[key]
    id: i64,
    body: T,
}

fn main() {}
