use ordain::prelude::*;

#[route(get, "/busy", policy = public, rate_limit = [])]
async fn busy() {}

fn main() {}
