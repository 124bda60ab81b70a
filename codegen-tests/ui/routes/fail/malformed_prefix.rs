use ordain::prelude::*;

#[routes("posts/")]
mod posts {}

fn main() {}
