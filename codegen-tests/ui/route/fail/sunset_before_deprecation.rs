use ordain::prelude::*;

#[route(get, "/old", policy = public, deprecated(since = "2026-05-01", sunset = "2026-04-01"))]
async fn old() {}

fn main() {}
