use ordain::prelude::*;

#[route(get, "/posts/{id}", policy = public)]
async fn show_post(id: impl std::fmt::Display) -> String {
    format!("post {id}")
}

fn main() {}
