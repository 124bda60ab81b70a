use ordain::route;

#[route(get, "/posts", policy = not(Role::Author, Role::Admin))]
async fn list_posts() {}

fn main() {}
