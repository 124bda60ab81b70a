use ordain::prelude::*;

#[model]
struct Person {
    #[key]
    id: i64,
    name: String,
    #[column(filter, sort, read = authenticated)]
    salary: i64,
}

fn main() {}
