use ordain::prelude::*;

#[model(has_many(Comment))]
struct Mark {
    #[key]
    x: i64,
    #[key]
    y: i64,
}

fn main() {}
