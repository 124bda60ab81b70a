use ordain::route;

#[route(get, "/posts", policy = not(i64))]
async fn list_posts() {}

fn main() {}
