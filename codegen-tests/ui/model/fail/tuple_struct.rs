use ordain::prelude::*;

#[model]
struct Post(i64, String);

fn main() {}
