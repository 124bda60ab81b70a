use ordain::prelude::*;

#[routes("/posts", polcy = public, status = 201)]
mod posts {}

fn main() {}
