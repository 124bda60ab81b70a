use ordain::prelude::*;

#[routes("/users/{id}", policy = public)]
mod users {
    use super::*;

    #[route(get, "/posts/{id}")]
    async fn post_of(id: i64) {
        let _ = id;
    }
}

fn main() {}
