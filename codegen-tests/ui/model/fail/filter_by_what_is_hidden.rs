use ordain::prelude::*;

#[model]
struct Post {
    #[key]
    id: i64,
    #[secret]
    #[column(filter, sort)]
    token: Option<String>,
    #[serde(skip)]
    #[column(sort)]
    note: Option<String>,
    #[column(filter)]
    page: i32,
    #[column(filter = true)]
    title: String,
}

fn main() {}
