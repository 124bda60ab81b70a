use ordain::prelude::*;

#[route(get, "/posts/{slug}", policy = public)]
async fn show_post(id: RequestId) -> String {
    id.0
}

fn main() {}
