use ordain::prelude::*;

#[route(get, "/busy", policy = public, rate_limit = [10])]
async fn busy() {}

fn main() {}
