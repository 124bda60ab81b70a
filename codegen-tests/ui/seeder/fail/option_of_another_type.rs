use ordain::prelude::*;

#[seeder]
async fn users() {}

#[seeder(after = users)]
async fn posts() {}

#[seeder(after)]
async fn tags() {}

#[seeder(crate = 7)]
async fn pages() {}

fn main() {}
