use ordain::prelude::*;

#[route(
    get,
    "/posts",
    policy,
    status = "201",
    tag = posts,
    summary("List posts"),
    deprecated = "2026-01-01",
    hidden = true,
    body_limit = 1024,
    timeout = 2,
    rate_limit(10, "min"),
    audit("user.delete"),
)]
async fn list_posts() -> &'static str {
    "all of them"
}

fn main() {}
