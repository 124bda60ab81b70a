use ordain::prelude::*;

#[route(get, "/posts/{id}", policy = public)]
async fn show_post(id: Option<i64>) -> String {
    format!("post {id:?}")
}

fn main() {}
