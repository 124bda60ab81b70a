use ordain::prelude::*;

#[route(get, "/busy", policy = public, rate_limit = ["10/min per ip", "20/min per ip"])]
async fn busy() {}

fn main() {}
