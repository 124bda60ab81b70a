use ordain::prelude::*;

#[route(get, "/old", policy = public, deprecated(since = "1 May 2026"))]
async fn old() {}

fn main() {}
