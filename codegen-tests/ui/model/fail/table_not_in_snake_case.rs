use ordain::prelude::*;

#[model(table = BlogPosts)]
struct Post {
    #[key]
    id: i64,
    title: String,
}

fn main() {}
