use ordain::prelude::*;

#[seeder(after(users), after(users))]
async fn posts() {}

#[seeder]
async fn users() {}

fn main() {}
