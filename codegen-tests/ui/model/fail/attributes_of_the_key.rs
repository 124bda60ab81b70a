use ordain::prelude::*;

#[model]
struct Post {
    #[key]
    #[unique]
    #[secret]
    #[column(default = 7)]
    #[validate(range(min = 1))]
    id: i64,
    title: String,
}

fn main() {}
