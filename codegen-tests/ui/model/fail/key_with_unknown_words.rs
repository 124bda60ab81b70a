use ordain::prelude::*;

#[model]
struct Tag {
    #[key(generated)]
    id: i64,
    name: String,
}

fn main() {}
