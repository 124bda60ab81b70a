use ordain::prelude::*;

#[model]
struct Post {
    #[key]
    id: i64,
    title: String,
    #[column(name = title)]
    headline: String,
    #[serde(rename = "title")]
    name: String,
}

fn main() {}
