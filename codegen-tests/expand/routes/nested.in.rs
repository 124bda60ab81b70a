#[routes("/api", tag = "api", policy = authenticated)]
mod api {
    #[route(get, "/status")]
    async fn status() {}

    #[routes("/users", policy = public)]
    mod users {
        #[route(get, "/{id}", tag = "users")]
        async fn show_user(id: i64) {}
    }
}
