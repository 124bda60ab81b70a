use ordain::prelude::*;

#[route(delete, "/users/{id}", policy = authenticated)]
async fn delete_user(id: i64, audit: Audit) -> NoContent {
    audit.detail("user", &id);
    NoContent
}

fn main() {}
