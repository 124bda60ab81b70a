use ordain::dto;

#[dto]
struct Nothing;

fn main() {}
