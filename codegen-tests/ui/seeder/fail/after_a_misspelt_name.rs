use ordain::prelude::*;

#[seeder]
async fn users() {}

#[seeder(after(usres))]
async fn posts() {}

fn main() {}
