use ordain::prelude::*;

#[route(get, "/slow", policy = public, timeout = "30")]
async fn slow() {}

fn main() {}
