use ordain::prelude::*;

#[route(get, "/busy", policy = public, rate_limit = "10/min per actor")]
async fn busy() {}

fn main() {}
