use ordain::prelude::*;

#[route]
async fn list_posts() -> &'static str {
    "all of them"
}

fn main() {}
