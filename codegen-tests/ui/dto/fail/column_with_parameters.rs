use ordain::prelude::*;

#[dto(column)]
struct Named<T>(T);

fn main() {}
