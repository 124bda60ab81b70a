use ordain::prelude::*;

#[route(get, "/slow", policy = public, timeout = "0s")]
async fn slow() {}

fn main() {}
