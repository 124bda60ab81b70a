use ordain::prelude::*;

#[route(get, "/posts/{id}", policy = public)]
async fn show_post(idd: i64) -> String {
    format!("post {idd}")
}

fn main() {}
