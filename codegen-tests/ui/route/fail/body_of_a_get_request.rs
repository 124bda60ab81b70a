use ordain::prelude::*;

#[dto]
struct Search {
    words: String,
}

#[route(get, "/posts", policy = public)]
async fn find_posts(search: Search) -> String {
    search.words
}

fn main() {}
