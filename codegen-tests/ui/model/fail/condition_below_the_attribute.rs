use ordain::prelude::*;

#[model]
#[cfg(all())]
struct Post {
    #[key]
    id: i64,
    #[cfg(all())]
    title: String,
}

fn main() {}
