use ordain::prelude::*;

#[model]
enum Post {
    Draft,
}

fn main() {}
