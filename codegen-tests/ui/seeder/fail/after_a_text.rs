use ordain::prelude::*;

#[seeder]
async fn users() {}

#[seeder(after("users"))]
async fn posts() {}

#[seeder(after("the users", 7))]
async fn tags() {}

fn main() {}
