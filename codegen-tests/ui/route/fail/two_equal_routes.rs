use ordain::prelude::*;

mod one {
    use super::*;

    #[route(get, "/posts/{id}", policy = public)]
    async fn show_post(id: i64) -> String {
        format!("post {id}")
    }
}

#[route(get, "/posts/{slug}", policy = public)]
async fn find_post(slug: String) -> String {
    format!("post {slug}")
}

fn main() {}
