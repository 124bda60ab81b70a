use ordain::prelude::*;

#[route(get, "/posts/{id}/comments/{id}", policy = public)]
async fn show_post(id: i64) -> String {
    format!("post {id}")
}

fn main() {}
