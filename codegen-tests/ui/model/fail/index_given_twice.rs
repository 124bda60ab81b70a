use ordain::prelude::*;

#[model(index(title, id), unique(title, id), index(title, when = "id > 1"), index("title", id))]
struct Post {
    #[key]
    id: i64,
    title: String,
}

fn main() {}
