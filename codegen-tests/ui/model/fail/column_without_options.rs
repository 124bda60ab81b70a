use ordain::prelude::*;

#[model]
struct Post {
    #[key]
    id: i64,
    #[column]
    title: String,
    #[column(nmae = headline)]
    subtitle: String,
}

fn main() {}
