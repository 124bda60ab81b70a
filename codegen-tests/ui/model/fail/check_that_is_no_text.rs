use ordain::prelude::*;

#[model]
struct Post {
    #[key]
    id: i64,
    #[column(check = stars > 0)]
    stars: i64,
}

fn main() {}
