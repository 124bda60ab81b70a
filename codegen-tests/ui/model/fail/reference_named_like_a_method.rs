use ordain::prelude::*;

#[model]
struct Query {
    #[key]
    id: i64,
    #[belongs_to(Self)]
    query_id: Option<i64>,
}

fn main() {}
