use ordain::prelude::*;

#[policy]
enum Permission {
    WritePosts,
}

#[policy(permissions = Permission)]
enum Role {
    #[grants(all)]
    Author,
}

#[route(post, "/posts", policy = Permission::WritePost)]
async fn create_post() {}

fn main() {}
