use ordain::prelude::*;

#[route(get, "/{*file}/raw", policy = public)]
async fn show_post(file: String) -> String {
    file
}

fn main() {}
