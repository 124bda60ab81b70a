use ordain::prelude::*;

#[route(fetch, "posts/{id}/", policy = "Author", status = 500, timeout = "soon", colour = 1)]
async fn show_post<T>(id: &str, other: impl ToString) -> String {
    other.to_string() + id
}

fn main() {}
