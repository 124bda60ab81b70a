use ordain::prelude::*;

struct Shop;

impl Shop {
    #[route(get, "/shop", policy = public)]
    async fn show(&self) -> &'static str {
        "open"
    }
}

fn main() {}
