use ordain::prelude::*;

#[route(get, "/posts", policy = public)]
async fn list_posts() -> Result<impl ToString> {
    Ok("all of them")
}

fn main() {}
