use ordain::prelude::*;

#[seeder]
fn users() {}

fn main() {}
