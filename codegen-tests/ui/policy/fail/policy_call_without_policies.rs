use ordain::route;

#[route(get, "/posts", policy = any())]
async fn list_posts() {}

#[route(get, "/drafts", policy = all(not(), any, Role::Author, , Role::Admin))]
async fn list_drafts() {}

fn main() {}
