use ordain::dto;

#[dto]
enum Never {}

fn main() {}
