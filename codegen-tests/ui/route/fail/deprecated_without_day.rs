use ordain::prelude::*;

#[route(get, "/old", policy = public, deprecated)]
async fn old() {}

#[route(get, "/older", policy = public, deprecated(sunset = "2026-04-01"))]
async fn older() {}

fn main() {}
