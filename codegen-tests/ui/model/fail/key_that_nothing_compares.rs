use ordain::prelude::*;

#[model]
struct Weight {
    #[key(given)]
    grams: f64,
    name: String,
}

fn main() {}
