use ordain::prelude::*;

#[route(get, "/busy", policy = public, rate_limit = "10 per minute")]
async fn busy() {}

fn main() {}
