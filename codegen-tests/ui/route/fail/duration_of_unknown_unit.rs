use ordain::prelude::*;

#[route(get, "/slow", policy = public, timeout = "3 weeks")]
async fn slow() {}

fn main() {}
