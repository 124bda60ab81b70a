use ordain::prelude::*;

#[seeder(after(users))]
async fn users() {}

fn main() {}
