use ordain::prelude::*;

#[routes]
mod posts {}

fn main() {}
