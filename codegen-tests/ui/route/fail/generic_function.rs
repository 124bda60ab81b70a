use ordain::prelude::*;

#[route(get, "/posts/{id}", policy = public)]
async fn show_post<T: std::str::FromStr>(id: T) -> &'static str {
    let _ = id;
    "one of them"
}

fn main() {}
