use ordain::prelude::*;

#[route(get, "/posts", policy = public)]
struct Posts;

fn main() {}
