use ordain::prelude::*;

#[model]
struct Post {
    #[key]
    id: i64,
    #[serde(skip_serializing)]
    token: String,
    #[serde(default)]
    title: String,
}

fn main() {}
