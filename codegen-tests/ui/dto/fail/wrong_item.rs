use ordain::dto;

#[dto]
fn search() {}

fn main() {}
