use ordain::prelude::*;

#[seeder]
struct Users;

fn main() {}
