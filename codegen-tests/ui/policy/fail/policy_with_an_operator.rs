use ordain::route;

#[route(get, "/posts", policy = Role::Author || Role::Admin)]
async fn list_posts() {}

#[route(get, "/drafts", policy = all(!Role::Reader, authenticated))]
async fn list_drafts() {}

fn main() {}
