use ordain::prelude::*;

#[route(get, "/busy", policy = authenticated, rate_limit = "10/min")]
async fn busy() {}

fn main() {}
