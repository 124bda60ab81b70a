use ordain::prelude::*;

#[seeder]
async unsafe fn users() {}

fn main() {}
