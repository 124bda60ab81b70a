use ordain::prelude::*;

#[route(get, "/busy", policy = public, rate_limit = ["9/s per ip", "10/min per key"])]
async fn busy() {}

fn main() {}
