use ordain::prelude::*;

#[model(index(author, titel), unique(title), index(), index = title, unique(title, title, id))]
struct Post {
    #[key]
    id: i64,
    title: String,
}

fn main() {}
