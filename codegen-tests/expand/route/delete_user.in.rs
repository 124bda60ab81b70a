#[route(delete, "/users/{id}", policy = authenticated, audit = "user.delete")]
async fn delete_user(id: i64, audit: Audit) -> NoContent {
    todo!()
}
