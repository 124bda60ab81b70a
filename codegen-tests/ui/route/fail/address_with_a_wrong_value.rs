use ordain::prelude::*;

#[route(get, "/posts/{id}", policy = public)]
async fn show_post(id: i64) -> String {
    id.to_string()
}

#[route(get, "/first", policy = public)]
async fn first_post() -> String {
    show_post::url("first")
}

fn main() {}
