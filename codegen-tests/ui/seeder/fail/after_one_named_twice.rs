use ordain::prelude::*;

#[seeder]
async fn users() {}

#[seeder(after(users, users))]
async fn posts() {}

fn main() {}
