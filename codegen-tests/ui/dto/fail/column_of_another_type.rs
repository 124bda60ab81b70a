use ordain::prelude::*;

#[dto(column)]
#[derive(Debug)]
struct Tags(Vec<String>);

fn main() {}
