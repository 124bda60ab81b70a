use ordain::prelude::*;

#[route(
    get,
    "/posts",
    policy = public,
    cors = [
        "",
        "https://a.example.com/posts",
        "https://me@b.example.com",
        "https://C.example.com",
        "https://bücher.example",
        "1s://d.example.com",
        "https://e f",
        "https://g.example.com:443",
        "https://h.example.com:70000",
        "https://i.example.com",
        "https://i.example.com",
        7,
    ],
)]
async fn list_posts() -> &'static str {
    "all of them"
}

fn main() {}
