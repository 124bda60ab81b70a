use ordain::prelude::*;

#[routes("/users/{id}", tag = "users")]
mod users {
    use super::*;

    #[route(get, "/posts", policy = public)]
    async fn posts_of() {}

    #[route(get, "/name")]
    async fn name_of(id: i64) {
        let _ = id;
    }
}

fn main() {}
