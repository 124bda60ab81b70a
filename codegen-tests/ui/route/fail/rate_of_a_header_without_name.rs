use ordain::prelude::*;

#[route(get, "/busy", policy = public, rate_limit = "10/min per header")]
async fn busy() {}

fn main() {}
