use ordain::dto;

#[dto]
struct Point(f64, f64);

fn main() {}
