use ordain::prelude::*;

#[seeder(after())]
async fn users() {}

fn main() {}
