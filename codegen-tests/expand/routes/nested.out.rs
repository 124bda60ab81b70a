mod api {
    #[route(
        get,
        "/status",
        __within(prefix = "/api", tag = "api", policy = authenticated)
    )]
    async fn status() {}
    #[routes(
        "/users",
        policy = public,
        __within(prefix = "/api", tag = "api", policy = authenticated)
    )]
    mod users {
        #[route(get, "/{id}", tag = "users")]
        async fn show_user(id: i64) {}
    }
}
