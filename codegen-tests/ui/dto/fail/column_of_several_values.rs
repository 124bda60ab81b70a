use ordain::prelude::*;

#[dto(column)]
struct Point {
    x: f64,
    y: f64,
}

fn main() {}
