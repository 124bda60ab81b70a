use ordain::prelude::*;

#[model]
struct Mark {
    #[key]
    x: i64,
    #[key]
    y: i64,
    #[version]
    version: i64,
}

fn main() {}
