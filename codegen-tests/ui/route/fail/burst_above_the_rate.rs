use ordain::prelude::*;

#[route(get, "/busy", policy = public, rate_limit = "10/min burst 20 per ip")]
async fn busy() {}

fn main() {}
