use ordain::route;

#[route(get, "/posts", policy = or(Role::Author, Role::Admin))]
async fn list_posts() {}

#[route(get, "/drafts", policy = permit(Role::Author))]
async fn list_drafts() {}

fn main() {}
